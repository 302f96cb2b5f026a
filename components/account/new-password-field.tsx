import { Field } from '../ui/field.tsx';
import { useTranslations } from '../ui/words.tsx';

/** A password that is being chosen; the server's rule of its length is said before anything is sent. */
export function NewPasswordField() {
  const t = useTranslations('account');
  return (
    <Field
      label={t('newPassword')}
      name="password"
      type="password"
      autoComplete="new-password"
      hint={t('passwordHint')}
      required
      minLength={10}
      maxLength={256}
    />
  );
}
