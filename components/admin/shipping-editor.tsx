'use client';

import { type ReactNode, useState } from 'react';
import type { StoredMethod, Zone } from '#lib/rates/index.ts';
import { inputClass, Panel } from './parts.tsx';
import { SaveTable } from './save-table.tsx';

type Prices = StoredMethod['prices'][number];

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

/** The shipping zones with their methods: where they are, how long they take, what they cost by weight. */
export function ShippingEditor({
  zones: stored,
  version,
  editable,
}: {
  zones: Zone[];
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
      {zones.map((zone) => (
        <Panel key={zone.id} title={zone.name}>
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
            </fieldset>
          ))}
        </Panel>
      ))}
      <SaveTable path="/api/admin/settings/shipping" version={version} editable={editable} body={{ zones }} />
    </div>
  );
}
