ALTER TABLE `categories` ADD COLUMN `hidden` BOOLEAN NOT NULL DEFAULT false;

-- A table of its own: every save of a product holds these few rows while it looks whether they fit it.
CREATE TABLE `category_rules` (
  `category_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `rule` JSON NOT NULL,
  `due` BOOLEAN NOT NULL DEFAULT true,
  PRIMARY KEY (`category_id`),
  CONSTRAINT `category_rules_category_id_fkey` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
