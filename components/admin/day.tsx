import { inputClass } from './parts.tsx';

/** A day to filter by, as `2026-11-27`. */
export function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="min-w-0">
      <span className="mb-1 block text-xs text-(--a-muted)">{label}</span>
      <input type="date" name={name} defaultValue={value} className={`${inputClass} min-w-0`} />
    </label>
  );
}
