-- How a product's variants stand (1: one is out, 2: one runs low, 4: one can be sold), kept by lib/inventory.
ALTER TABLE `products` ADD COLUMN `stock_marks` INTEGER NOT NULL DEFAULT 0;

-- Not as a join: Galera refuses an UPDATE that joins.
UPDATE `products` p SET p.`stock_marks` = COALESCE((
  SELECT BIT_OR(CASE
    WHEN s.`policy` <> 'deny' OR s.`on_hand` > 5 THEN 4
    WHEN s.`on_hand` > 0 THEN 6
    ELSE 1 END)
  FROM `variants` v LEFT JOIN `stock_items` s ON s.`sku` = v.`sku` WHERE v.`product_id` = p.`id`), 0);

-- Every choice of vendor, status and stock is a few ranges of one of these, each in the order of the list. What was
-- found by `vendor` alone is found by its first column.
ALTER TABLE `products`
  ADD INDEX `products_status_stock_marks_title_id_idx` (`status`, `stock_marks`, `title`, `id`),
  ADD INDEX `products_status_stock_marks_updated_at_id_idx` (`status`, `stock_marks`, `updated_at`, `id`),
  ADD INDEX `products_vendor_status_stock_marks_title_id_idx` (`vendor`, `status`, `stock_marks`, `title`, `id`),
  ADD INDEX `products_vendor_status_stock_marks_updated_at_id_idx` (`vendor`, `status`, `stock_marks`, `updated_at`, `id`),
  DROP INDEX `products_vendor_idx`;
