ALTER TABLE `products`
  ADD COLUMN `seo_title` VARCHAR(255) NOT NULL DEFAULT '',
  ADD COLUMN `seo_description` VARCHAR(512) NOT NULL DEFAULT '',
  ADD COLUMN `tags` JSON NOT NULL DEFAULT '[]',
  ADD COLUMN `tax_class` VARCHAR(32) NOT NULL DEFAULT 'standard',
  ADD COLUMN `published_at` DATETIME(3) NULL;

UPDATE `products` SET `published_at` = `created_at` WHERE `status` = 'active';

ALTER TABLE `variants`
  ADD COLUMN `barcode` VARCHAR(64) NOT NULL DEFAULT '',
  ADD COLUMN `cost_minor` INTEGER NULL,
  ADD COLUMN `weight_grams` INTEGER NULL,
  ADD COLUMN `image_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE `product_images`
  ADD COLUMN `source_url` VARCHAR(1024) NOT NULL DEFAULT '',
  ADD COLUMN `status` VARCHAR(16) NOT NULL DEFAULT 'ready';

ALTER TABLE `categories`
  ADD COLUMN `seo_title` VARCHAR(255) NOT NULL DEFAULT '',
  ADD COLUMN `seo_description` VARCHAR(512) NOT NULL DEFAULT '',
  ADD COLUMN `rule` JSON NULL;

CREATE TABLE `product_attributes` (
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `value` VARCHAR(120) NOT NULL,
  PRIMARY KEY (`product_id`, `name`, `value`),
  INDEX `product_attributes_name_value_product_id_idx` (`name`, `value`, `product_id`),
  CONSTRAINT `product_attributes_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `product_relations` (
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `related_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `position` INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (`product_id`, `related_id`),
  INDEX `product_relations_related_id_idx` (`related_id`),
  CONSTRAINT `product_relations_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT `product_relations_related_id_fkey` FOREIGN KEY (`related_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `redirects` (
  `from_path` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `to_path` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`from_path`),
  INDEX `redirects_to_path_idx` (`to_path`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `translations` (
  `entity` VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `entity_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `locale` VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `field` VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `value` TEXT NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`entity`, `entity_id`, `locale`, `field`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
