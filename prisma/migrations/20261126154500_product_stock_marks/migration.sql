-- How a product's variants stand (1: one is out, 2: one runs low, 4: one can be sold), kept by lib/inventory.
ALTER TABLE `products` ADD COLUMN `stock_marks` INTEGER NOT NULL DEFAULT 0;

UPDATE `products` p JOIN (
  SELECT v.`product_id`, BIT_OR(CASE
    WHEN s.`policy` <> 'deny' THEN 4
    WHEN COALESCE(s.`on_hand`, 0) <= 0 THEN 1
    WHEN s.`on_hand` <= 5 THEN 6
    ELSE 4 END) AS `marks`
  FROM `variants` v LEFT JOIN `stock_items` s ON s.`sku` = v.`sku` GROUP BY v.`product_id`
) stands ON stands.`product_id` = p.`id`
SET p.`stock_marks` = stands.`marks`;

-- Every choice of vendor, status and stock is a few ranges of one of these, each in the order of the list. What was
-- found by `vendor` alone is found by its first column.
ALTER TABLE `products`
  ADD INDEX `products_status_stock_marks_title_id_idx` (`status`, `stock_marks`, `title`, `id`),
  ADD INDEX `products_status_stock_marks_updated_at_id_idx` (`status`, `stock_marks`, `updated_at`, `id`),
  ADD INDEX `products_vendor_status_stock_marks_title_id_idx` (`vendor`, `status`, `stock_marks`, `title`, `id`),
  ADD INDEX `products_vendor_status_stock_marks_updated_at_id_idx` (`vendor`, `status`, `stock_marks`, `updated_at`, `id`),
  DROP INDEX `products_vendor_idx`;
