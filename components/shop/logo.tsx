/** The anchor and the name; the text is the accessible name of whatever it stands in. */
export function Logo({ name, onInk = false }: { name: string; onInk?: boolean }) {
  return (
    <span className="flex w-fit items-center gap-2.5">
      <svg viewBox="0 0 24 24" className={`size-6 ${onInk ? 'text-buoy' : 'text-signal'}`} aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round">
          <circle cx="12" cy="5" r="2.2" />
          <path d="M12 7.500V20M8 10.500h8M4.500 14c.6 3.800 3.700 6 7.500 6s6.900-2.200 7.500-6" />
        </g>
      </svg>
      <span className="display text-[1.6rem] leading-none">{name}</span>
    </span>
  );
}
