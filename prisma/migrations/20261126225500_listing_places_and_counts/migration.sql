-- Where an entry stands in a category's listing, and how many entries of one have a facet, so that a page of a large
-- category reads its own rows only. Filled by the worker in pieces (`mendPlaces`, `mendCounts`).
ALTER TABLE `search_product_facets`
  ADD COLUMN `position` INT NULL,
  ADD COLUMN `newest_at` DATETIME(3) NULL,
  ADD INDEX `search_product_facets_facet_position_newest_at_doc_idx` (`facet`, `position`, `newest_at` DESC, `doc` DESC),
  ADD INDEX `search_product_facets_facet_newest_at_doc_idx` (`facet`, `newest_at`, `doc`),
  DROP INDEX `search_product_facets_facet_doc_idx`;

ALTER TABLE `search_offers` ADD INDEX `search_offers_currency_price_minor_doc_idx` (`currency`, `price_minor`, `doc`);

CREATE TABLE `search_counts` (
  `listing` INT NOT NULL,
  `currency` CHAR(3) NOT NULL,
  `counts` JSON NOT NULL,
  `counted_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`listing`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `search_count_changes` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `listing` INT NOT NULL,
  `changes` JSON NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `search_count_changes_listing_idx` (`listing`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
