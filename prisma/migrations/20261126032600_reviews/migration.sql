-- What buyers say of products, and the sum of it where products are read.
ALTER TABLE `products`
  ADD COLUMN `rating_sum` INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN `rating_count` INTEGER NOT NULL DEFAULT 0;

-- Compared exactly: an address with an accent is another one.
CREATE TABLE `reviews` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `order_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `rating` INTEGER NOT NULL,
  `title` VARCHAR(120) NOT NULL,
  `body` TEXT NOT NULL,
  `locale` VARCHAR(8) NOT NULL,
  `status` VARCHAR(16) NOT NULL DEFAULT 'pending',
  `version` INTEGER NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `moderated_by` VARCHAR(254) NULL,
  `moderated_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `reviews_product_id_email_key` (`product_id`, `email`),
  INDEX `reviews_product_id_status_created_at_idx` (`product_id`, `status`, `created_at`),
  INDEX `reviews_status_created_at_idx` (`status`, `created_at`),
  INDEX `reviews_email_idx` (`email`),
  CONSTRAINT `reviews_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT `reviews_rating_check` CHECK (`rating` BETWEEN 1 AND 5)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
