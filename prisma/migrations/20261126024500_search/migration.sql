CREATE TABLE `search_products` (
  `doc` INTEGER NOT NULL AUTO_INCREMENT,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `available` INTEGER NOT NULL DEFAULT 0,
  `newest_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`doc`),
  UNIQUE INDEX `search_products_product_id_key` (`product_id`),
  INDEX `search_products_newest_at_doc_idx` (`newest_at`, `doc`),
  CONSTRAINT `search_products_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_offers` (
  `doc` INTEGER NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `price_minor` INTEGER NOT NULL,
  PRIMARY KEY (`doc`, `currency`),
  CONSTRAINT `search_offers_doc_fkey` FOREIGN KEY (`doc`) REFERENCES `search_products` (`doc`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_facets` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `kind` VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `value` VARCHAR(190) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `search_facets_kind_name_value_key` (`kind`, `name`, `value`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_product_facets` (
  `doc` INTEGER NOT NULL,
  `facet` INTEGER NOT NULL,
  PRIMARY KEY (`doc`, `facet`),
  INDEX `search_product_facets_facet_doc_idx` (`facet`, `doc`),
  CONSTRAINT `search_product_facets_doc_fkey` FOREIGN KEY (`doc`) REFERENCES `search_products` (`doc`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_documents` (
  `doc` INTEGER NOT NULL,
  `locale` VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `title_words` TEXT NOT NULL,
  `words` TEXT NOT NULL,
  PRIMARY KEY (`doc`, `locale`),
  FULLTEXT INDEX `search_documents_title_words_idx` (`title_words`),
  FULLTEXT INDEX `search_documents_words_idx` (`words`),
  CONSTRAINT `search_documents_doc_fkey` FOREIGN KEY (`doc`) REFERENCES `search_products` (`doc`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_words` (
  `locale` VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `word` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `tail` VARCHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (`locale`, `word`),
  INDEX `search_words_locale_tail_idx` (`locale`, `tail`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_synonyms` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `words` JSON NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by` VARCHAR(254) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
