-- The tags of products by tag, for the list of staff; `products.tags` is what is true. Filled by the worker in pieces
-- (`mendTags`): one statement for all would be refused by a cluster.
CREATE TABLE `product_tags` (
  `tag` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`tag`, `product_id`),
  INDEX `product_tags_product_id_idx` (`product_id`),
  CONSTRAINT `product_tags_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
