import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** As much of JSON Schema as Kubernetes' own descriptions use. */
type Schema = {
  type?: string;
  format?: string;
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  required?: string[];
};
const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    format: z.string().optional(),
    $ref: z.string().optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    additionalProperties: schemaSchema.optional(),
    items: schemaSchema.optional(),
    required: z.array(z.string()).optional(),
  }),
);
const fileSchema = z.object({
  kinds: z.record(z.string(), z.string()),
  definitions: z.record(z.string(), schemaSchema),
});
const { kinds, definitions } = fileSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'schemas.json'), 'utf8')),
);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What is wrong with a manifest by Kubernetes' own schema, one line each; a field that the schema does not know is wrong,
 * as it is for `kubectl apply`. Null when its kind is not Kubernetes' own.
 */
export function problemsOf(manifest: { apiVersion: string; kind: string }): string[] | null {
  const name = kinds[`${manifest.apiVersion} ${manifest.kind}`];
  return name === undefined ? null : check(manifest, { $ref: name }, manifest.kind);
}

function check(value: unknown, schema: Schema, at: string): string[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    const definition = definitions[name];
    if (!definition) return [`${at}: no definition of ${name}`];
    // A number or a text, which no schema type says.
    if (/\.(IntOrString|Quantity)$/.test(name)) {
      return ['string', 'number'].includes(typeof value) ? [] : [`${at}: neither text nor number`];
    }
    return check(value, definition, at);
  }
  switch (schema.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${at}: not a list`];
      return value.flatMap((item, index) => check(item, schema.items ?? {}, `${at}[${index}]`));
    case 'string':
      return typeof value === 'string' ? [] : [`${at}: not a text`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at}: neither true nor false`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at}: not a whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${at}: not a number`];
    default:
      return schema.properties || schema.additionalProperties || schema.type === 'object'
        ? checkObject(value, schema, at)
        : [];
  }
}

function checkObject(value: unknown, schema: Schema, at: string): string[] {
  if (!isObject(value)) return [`${at}: not an object`];
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${at}: ${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, part]) => {
    const known = schema.properties?.[name] ?? schema.additionalProperties;
    if (known) return check(part, known, `${at}.${name}`);
    return schema.properties ? [`${at}: ${name} is unknown`] : [];
  });
  return [...missing, ...inside];
}
