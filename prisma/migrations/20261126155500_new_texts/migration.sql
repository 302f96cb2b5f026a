-- A text begins as a draft that no page shows; those there are have been published.
ALTER TABLE `cms_blocks` ADD COLUMN `published` BOOLEAN NOT NULL DEFAULT TRUE;
