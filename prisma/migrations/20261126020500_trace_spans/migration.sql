-- Spans of orders' traces, for the order page. Bounded by age and number (lib/tracing/prune-spans.ts).
CREATE TABLE `trace_spans` (
    `trace_id` CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `span_id` CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `parent_id` CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
    `service` VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `name` VARCHAR(190) NOT NULL,
    `kind` VARCHAR(10) NOT NULL,
    `started_us` BIGINT NOT NULL,
    `duration_us` BIGINT NOT NULL,
    `failed` BOOLEAN NOT NULL DEFAULT false,
    `attributes` JSON NOT NULL,

    INDEX `trace_spans_started_us_idx`(`started_us`),
    PRIMARY KEY (`trace_id`, `span_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
