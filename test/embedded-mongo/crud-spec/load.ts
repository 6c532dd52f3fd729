import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EJSON } from 'bson';

type Json = Record<string, unknown>;

export interface Operation {
  readonly name: string;
  readonly object: string;
  readonly arguments?: Json;
  readonly expectResult?: unknown;
  readonly expectError?: Json;
  readonly saveResultAsEntity?: string;
}

export interface SpecTest {
  readonly file: string;
  readonly description: string;
  readonly operations: readonly Operation[];
  readonly outcome: readonly CollectionData[];
  readonly requirements: readonly Requirement[];
  readonly entities: readonly Json[];
  readonly initialData: readonly CollectionData[];
}

export interface CollectionData {
  readonly collectionName: string;
  readonly databaseName: string;
  readonly documents: Json[];
}

export interface Requirement {
  readonly minServerVersion?: string;
  readonly maxServerVersion?: string;
  readonly topologies?: readonly string[];
}

const directory = fileURLToPath(new URL('../../../../shared/data/mongodb-crud-spec', import.meta.url));

/** MongoDB's own tests lie beside the repository, not in it. */
export const isPresent = existsSync(directory);

export function loadTests(): SpecTest[] {
  const files = isPresent ? readdirSync(directory).filter((name) => name.endsWith('.json')) : [];
  return files.sort().flatMap((name) => testsOf(name, readFileSync(`${directory}/${name}`, 'utf8')));
}

function testsOf(name: string, text: string): SpecTest[] {
  const suite = EJSON.parse(text) as Json;
  return (suite.tests as Json[]).map((test) => ({
    file: name.replace(/\.json$/, ''),
    description: test.description as string,
    operations: test.operations as Operation[],
    outcome: (test.outcome ?? []) as CollectionData[],
    requirements: [suite.runOnRequirements, test.runOnRequirements].flatMap((list) => firstMatch(list)),
    entities: (suite.createEntities ?? []) as Json[],
    initialData: (suite.initialData ?? []) as CollectionData[],
  }));
}

/** One of a list is enough; the one that admits this server, or else any. */
function firstMatch(list: unknown): Requirement[] {
  const all = (list ?? []) as Requirement[];
  const fit = all.find(admits) ?? all[0];
  return fit ? [fit] : [];
}

/** The server that the store takes itself for: a standalone 7.0. */
export function admits(requirement: Requirement): boolean {
  const { minServerVersion, maxServerVersion, topologies } = requirement;
  if (minServerVersion && before([7, 0, 0], parts(minServerVersion))) return false;
  if (maxServerVersion && before(parts(maxServerVersion), [7, 0, 0])) return false;
  return !topologies || topologies.includes('single');
}

function parts(version: string): number[] {
  return version.split('.').map(Number);
}

function before(a: number[], b: number[]): boolean {
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
