/**
 * Stars from 0 to 5, tenths included, as a picture; `label` says it. They are drawn by globals.css, so that no card carries
 * ten paths. `className` is their height, and five times that as their width.
 */
export function Stars({
  rating,
  label,
  className = 'h-4 w-20',
}: {
  rating: number;
  label: string;
  className?: string;
}) {
  const filled = Math.round(Math.min(5, Math.max(0, rating)) * 10) * 2;
  return (
    <span role="img" aria-label={label} className={`stars ${className}`}>
      <span style={{ width: `${filled}%` }} />
    </span>
  );
}
