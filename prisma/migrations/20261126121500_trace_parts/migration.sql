-- A row for what a process wrote at once of a trace, instead of one for each of its spans: a hundred for an order, with an
-- index entry each, were most of what tracing cost. SELECT UNCOMPRESS(body) reads one.
CREATE TABLE `trace_parts` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `trace_id` CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `order_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    `started_us` BIGINT NOT NULL,
    `spans` INTEGER NOT NULL,
    `body` MEDIUMBLOB NOT NULL,

    INDEX `trace_parts_trace_id_idx`(`trace_id`),
    INDEX `trace_parts_started_us_spans_idx`(`started_us`, `spans`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
