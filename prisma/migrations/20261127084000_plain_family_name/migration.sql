-- `family_name` becomes a plain column that lib/orders writes: with an indexed virtual one MariaDB that is only asked for
-- its position takes all memory (decisions 0206, 0226). Five statements, since MariaDB copies the table when one
-- drops and adds; the name is there at every moment, for the release before. Filled by the worker in pieces (`mendFamilyNames`).
ALTER TABLE `orders` DROP INDEX `orders_family_name_idx`;
ALTER TABLE `orders` ADD COLUMN `family_name_plain` VARCHAR(255) NULL;
ALTER TABLE `orders`
  RENAME COLUMN `family_name` TO `family_name_virtual`,
  RENAME COLUMN `family_name_plain` TO `family_name`;
ALTER TABLE `orders` DROP COLUMN `family_name_virtual`;
ALTER TABLE `orders` ADD INDEX `orders_family_name_idx` (`family_name`);
