export { getSettings, getSettingsForStaff, said } from './get-settings.ts';
export { type SaveSettingsError, saveSettings } from './save-settings.ts';
export { type ShopLink, type ShopSettings, shopSettingsSchema } from './schemas.ts';
