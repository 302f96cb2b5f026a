-- The orders in which staff page through products, so that a page is read from an index whatever the catalogue's size.
ALTER TABLE `products`
  ADD INDEX `products_title_id_idx` (`title`, `id`),
  ADD INDEX `products_updated_at_id_idx` (`updated_at`, `id`),
  ADD INDEX `products_vendor_idx` (`vendor`),
  ADD INDEX `products_product_type_idx` (`product_type`);
