-- Requests and deliveries that ended slow or failed: the list staff begin from; their spans are in trace_spans.
CREATE TABLE `trace_troubles` (
  `trace_id` CHAR(32) NOT NULL,
  `span_id` CHAR(16) NOT NULL,
  `service` VARCHAR(32) NOT NULL,
  `name` VARCHAR(190) NOT NULL,
  `status` INTEGER NULL,
  `started_us` BIGINT NOT NULL,
  `duration_us` BIGINT NOT NULL,
  `failed` BOOLEAN NOT NULL,
  INDEX `trace_troubles_started_us_idx` (`started_us`),
  PRIMARY KEY (`trace_id`, `span_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
