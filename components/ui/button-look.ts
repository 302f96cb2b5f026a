export type Look = { variant?: 'primary' | 'secondary' | 'ghost'; size?: 'small' | 'medium' | 'large' };

/** The classes of whatever looks like a button; what they are is in globals.css. */
export function buttonLook({ variant = 'primary', size = 'medium' }: Look = {}, className = ''): string {
  return `button button-${variant} button-${size} ${className}`;
}
