-- What a price was in thirty days is read from the index alone, for each variant of a sale as it starts.
ALTER TABLE `price_history`
  ADD INDEX `price_history_covered_idx` (`variant_id`, `currency`, `from_at`, `id`, `price_minor`),
  DROP INDEX `price_history_variant_id_from_at_idx`;
