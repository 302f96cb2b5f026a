-- Titles that begin with what somebody has typed so far (decision 0235).
ALTER TABLE `search_documents` ADD INDEX `search_documents_locale_title_words_idx` (`locale`, `title_words`(64));
