CREATE TABLE `customers` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `former_emails` JSON NOT NULL,
  `name` VARCHAR(190) NOT NULL,
  `password_hash` VARCHAR(255) NULL,
  `market` CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `confirmed_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `customers_email_key` (`email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `customer_addresses` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `customer_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `line1` VARCHAR(160) NOT NULL,
  `line2` VARCHAR(160) NOT NULL DEFAULT '',
  `city` VARCHAR(100) NOT NULL,
  `region` VARCHAR(3) NOT NULL DEFAULT '',
  `postcode` VARCHAR(20) NOT NULL,
  `country` CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `phone` VARCHAR(40) NOT NULL DEFAULT '',
  `used_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `customer_addresses_customer_id_used_at_idx` (`customer_id`, `used_at`),
  CONSTRAINT `customer_addresses_customer_id_fkey` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `wishlist_items` (
  `customer_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `handle` VARCHAR(190) NOT NULL,
  `added_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`customer_id`, `handle`),
  CONSTRAINT `wishlist_items_customer_id_fkey` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
