-- Staff look for an order by how an address, a name or a family name begins: each from an index, at any size.
ALTER TABLE `orders`
  ADD COLUMN `family_name` VARCHAR(255) GENERATED ALWAYS AS (SUBSTRING_INDEX(`name`, ' ', -1)) VIRTUAL,
  ADD INDEX `orders_name_idx` (`name`),
  ADD INDEX `orders_family_name_idx` (`family_name`);
