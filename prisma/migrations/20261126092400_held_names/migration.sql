-- Names that transactions hold against each other, also from two nodes of a cluster.
CREATE TABLE `held_names` (
  `name` VARCHAR(190) NOT NULL,
  `times` BIGINT NOT NULL,
  PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
