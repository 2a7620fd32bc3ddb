import { basename } from 'node:path';
import { NAME_PATTERN } from '../design/schema-parts.ts';
import { fail } from '../errors/fail.ts';

/** A system's name made of a file's: "Bank Marketing (2014).csv" -> "bank-marketing-2014". */
export function systemNameFor(file: string): string {
  const name = basename(file)
    .replace(/(?<=.)\..*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 63);
  return name === '' ? 'system' : name;
}

/** The name itself, when it can be one. Throws 'cli/option-invalid'. */
export function checkSystemName(name: string): string {
  const rule = 'at most 63 lower-case letters, digits and dashes, beginning with a letter';
  if (!new RegExp(NAME_PATTERN).test(name))
    throw fail('cli/option-invalid', { flag: '--name', rule, got: name });
  return name;
}
