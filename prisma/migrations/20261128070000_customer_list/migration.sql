-- Staff's list of customers, the newest first, and by how a name begins (decision 0247).
ALTER TABLE `customers`
  ADD INDEX `customers_created_at_id_idx` (`created_at`, `id`),
  ADD INDEX `customers_name_idx` (`name`);
