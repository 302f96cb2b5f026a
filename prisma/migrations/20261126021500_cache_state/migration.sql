CREATE TABLE `cache_state` (
    `id` INTEGER NOT NULL,
    `sequence` BIGINT NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
