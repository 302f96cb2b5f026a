'use client';

import { type ReactNode, useState } from 'react';
import type { StoredMethod, Zone } from '#lib/rates/index.ts';
import { buttonClass, inputClass, Panel } from './parts.tsx';
import { moved } from './product-images.tsx';
import { SaveTable } from './save-table.tsx';

type Prices = StoredMethod['prices'][number];

const small = `${buttonClass} w-9 px-0`;

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
const minor = (text: string) => Math.round(Number(text.replace(',', '.')) * 100);
const major = (amount: number) => (amount / 100).toFixed(2);

/** A labelled input that reads what was typed when it is left. */
function Cell({
  label,
  value,
  editable,
  onRead,
}: {
  label: string;
  value: string;
  editable: boolean;
  onRead: (text: string) => void;
}) {
  return (
    <label className="grid gap-1 text-xs text-(--a-muted)">
      {label}
      <input
        key={value}
        className={inputClass}
        defaultValue={value}
        disabled={!editable}
        onBlur={(event) => onRead(event.target.value)}
      />
    </label>
  );
}

function Grid({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 p-4 sm:grid-cols-2 lg:grid-cols-4">{children}</div>;
}

const mark = () => crypto.randomUUID().slice(0, 8);

const newMethod = (currencies: readonly string[]): StoredMethod => ({
  id: `method-${mark()}`,
  title: { en: 'Standard', de: 'Standard' },
  note: { en: '', de: '' },
  daysFrom: 2,
  daysTo: 5,
  cutOffHour: 12,
  prices: currencies.map((currency) => ({
    currency,
    freeFromMinor: null,
    bands: [{ upToGrams: null, priceMinor: 0 }],
  })),
});

const newZone = (currencies: readonly string[]): Zone => ({
  id: `zone-${mark()}`,
  name: 'New zone',
  countries: [],
  postcodes: [],
  methods: [newMethod(currencies)],
});

/** The shipping zones with their methods: where they are, how long they take, what they cost by weight. */
export function ShippingEditor({
  zones: stored,
  version,
  currencies,
  editable,
}: {
  zones: Zone[];
  /** Those the shop sells in: a new method has a price in each. */
  currencies: string[];
  version: string;
  editable: boolean;
}) {
  const [zones, setZones] = useState(stored);
  const changeZone = (id: string, next: Partial<Zone>) =>
    setZones((all) => all.map((zone) => (zone.id === id ? { ...zone, ...next } : zone)));
  const changeMethod = (zone: Zone, id: string, next: Partial<StoredMethod>) =>
    changeZone(zone.id, {
      methods: zone.methods.map((method) => (method.id === id ? { ...method, ...next } : method)),
    });
  const changePrices = (zone: Zone, method: StoredMethod, currency: string, next: Partial<Prices>) =>
    changeMethod(zone, method.id, {
      prices: method.prices.map((one) => (one.currency === currency ? { ...one, ...next } : one)),
    });
  return (
    <div className="grid gap-4">
      {zones.map((zone, at) => (
        <Panel
          key={zone.id}
          title={zone.name}
          aside={
            editable ? (
              <span className="flex gap-1">
                <button
                  type="button"
                  className={small}
                  disabled={at === 0}
                  aria-label={`Move ${zone.name} up`}
                  onClick={() => setZones(moved(zones, at, at - 1))}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className={small}
                  disabled={at === zones.length - 1}
                  aria-label={`Move ${zone.name} down`}
                  onClick={() => setZones(moved(zones, at, at + 1))}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className={small}
                  aria-label={`Remove ${zone.name}`}
                  onClick={() => setZones(zones.filter(({ id }) => id !== zone.id))}
                >
                  ×
                </button>
              </span>
            ) : null
          }
        >
          <Grid>
            <Cell
              label="Name"
              value={zone.name}
              editable={editable}
              onRead={(name) => changeZone(zone.id, { name })}
            />
            <Cell
              label="Countries"
              value={zone.countries.join(', ')}
              editable={editable}
              onRead={(text) => changeZone(zone.id, { countries: list(text) })}
            />
            <Cell
              label="Postcodes, such as BT* or 90000..96199; none: all"
              value={zone.postcodes.join(', ')}
              editable={editable}
              onRead={(text) => changeZone(zone.id, { postcodes: list(text) })}
            />
          </Grid>
          {zone.methods.map((method) => (
            <fieldset key={method.id} className="border-t border-(--a-line)">
              <legend className="sr-only">{method.title.en}</legend>
              <Grid>
                <Cell
                  label="Title in English"
                  value={method.title.en}
                  editable={editable}
                  onRead={(en) => changeMethod(zone, method.id, { title: { ...method.title, en } })}
                />
                <Cell
                  label="Title in German"
                  value={method.title.de}
                  editable={editable}
                  onRead={(de) => changeMethod(zone, method.id, { title: { ...method.title, de } })}
                />
                <Cell
                  label="Working days, from–to"
                  value={`${method.daysFrom}–${method.daysTo}`}
                  editable={editable}
                  onRead={(text) => {
                    const [daysFrom = 0, daysTo = daysFrom] = text.split(/[–-]/).map(Number);
                    changeMethod(zone, method.id, { daysFrom, daysTo });
                  }}
                />
                <Cell
                  label="Leaves the same day before (hour)"
                  value={String(method.cutOffHour)}
                  editable={editable}
                  onRead={(text) => changeMethod(zone, method.id, { cutOffHour: Number(text) })}
                />
                {method.prices.flatMap(({ currency, freeFromMinor, bands }) => [
                  ...bands.map(({ upToGrams, priceMinor }, index) => (
                    <Cell
                      key={`${currency}-${upToGrams}`}
                      label={`${currency} ${upToGrams === null ? 'any weight' : `up to ${upToGrams / 1_000} kg`}`}
                      value={major(priceMinor)}
                      editable={editable}
                      onRead={(text) =>
                        changePrices(zone, method, currency, {
                          bands: bands.map((band, at) =>
                            at === index ? { ...band, priceMinor: minor(text) } : band,
                          ),
                        })
                      }
                    />
                  )),
                  <Cell
                    key={`${currency}-free`}
                    label={`${currency} free from; empty: never`}
                    value={freeFromMinor === null ? '' : major(freeFromMinor)}
                    editable={editable}
                    onRead={(text) =>
                      changePrices(zone, method, currency, {
                        freeFromMinor: text.trim() === '' ? null : minor(text),
                      })
                    }
                  />,
                ])}
              </Grid>
              {editable ? (
                <p className="px-4 pb-4">
                  <button
                    type="button"
                    className={buttonClass}
                    onClick={() =>
                      changeZone(zone.id, { methods: zone.methods.filter(({ id }) => id !== method.id) })
                    }
                  >
                    Remove {method.title.en}
                  </button>
                </p>
              ) : null}
            </fieldset>
          ))}
          {editable ? (
            <p className="border-t border-(--a-line) p-4">
              <button
                type="button"
                className={buttonClass}
                onClick={() => changeZone(zone.id, { methods: [...zone.methods, newMethod(currencies)] })}
              >
                Add a method to {zone.name}
              </button>
            </p>
          ) : null}
        </Panel>
      ))}
      {editable ? (
        <button
          type="button"
          className={`${buttonClass} justify-self-start`}
          onClick={() => setZones([...zones, newZone(currencies)])}
        >
          Add a zone
        </button>
      ) : null}
      <SaveTable path="/api/admin/settings/shipping" version={version} editable={editable} body={{ zones }} />
    </div>
  );
}
