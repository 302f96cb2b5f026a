-- The business figures of each day (UTC), so that their totals never fall and survive every restart.
CREATE TABLE `figure_days` (
  `day` CHAR(10) NOT NULL,
  `series` VARCHAR(190) NOT NULL,
  `value` BIGINT NOT NULL,
  PRIMARY KEY (`day`, `series`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
