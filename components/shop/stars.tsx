const star = 'M10 1.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L10 14.9l-5.2 2.7 1-5.8L1.6 7.7l5.8-.8z';

/** Stars from 0 to 5, tenths included, as a picture; `label` says it. */
export function Stars({
  rating,
  label,
  className = 'h-4',
}: {
  rating: number;
  label: string;
  className?: string;
}) {
  const filled = Math.round(Math.min(5, Math.max(0, rating)) * 10) * 2;
  return (
    <svg
      viewBox="0 0 100 20"
      role="img"
      aria-label={label}
      className={`${className} w-auto shrink-0 text-signal`}
    >
      {[0, 1, 2, 3, 4].map((index) => (
        <path key={index} d={star} transform={`translate(${index * 20})`} className="fill-line" />
      ))}
      <svg x="0" y="0" width={filled} height="20" viewBox={`0 0 ${filled || 1} 20`} aria-hidden="true">
        {[0, 1, 2, 3, 4].map((index) => (
          <path key={index} d={star} transform={`translate(${index * 20})`} fill="currentColor" />
        ))}
      </svg>
    </svg>
  );
}
