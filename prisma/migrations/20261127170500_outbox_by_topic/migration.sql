-- In a crowd the relay picks a few topics among thousands of rows of others (decision 0233).
ALTER TABLE `outbox` ADD INDEX `outbox_topic_sent_at_id_idx` (`topic`, `sent_at`, `id`);
