/**
 * All that this store answers to, as data: the dispatcher, the parsers and the documentation read it, and
 * a product's test can hold every command that it sends against it (`unsupportedParts`). What is not here
 * is refused by name.
 */

/** Options that every command takes. */
export const COMMON_OPTIONS = [
  '$db',
  '$readPreference',
  '$clusterTime',
  'lsid',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
];

const HELLO = [
  'helloOk',
  'client',
  'compression',
  'topologyVersion',
  'maxAwaitTimeMS',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'loadBalanced',
  'backpressure',
];

/** Command → its options beside the common ones. */
export const COMMANDS: Record<string, readonly string[]> = {
  hello: HELLO,
  isMaster: HELLO,
  ismaster: HELLO,
  ping: [],
  buildInfo: [],
  buildinfo: [],
  endSessions: [],
  insert: ['documents', 'ordered', 'bypassDocumentValidation'],
  update: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  delete: ['deletes', 'ordered', 'let'],
  findAndModify: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'arrayFilters',
    'let',
  ],
  find: ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'allowDiskUse', 'let'],
  getMore: ['collection', 'batchSize'],
  killCursors: ['cursors'],
  aggregate: ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation', 'let'],
  count: ['query', 'limit', 'skip'],
  distinct: ['key', 'query'],
  create: [],
  drop: [],
  dropDatabase: [],
  listCollections: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  listIndexes: ['cursor'],
  createIndexes: ['indexes', 'commitQuorum'],
  dropIndexes: ['index'],
};

/** Fields of one statement of a write command. */
export const STATEMENTS = {
  updates: ['q', 'u', 'multi', 'upsert', 'arrayFilters'],
  deletes: ['q', 'limit'],
} as const;

/** Fields of one index of createIndexes; `v` and `background` have no effect, as in MongoDB. */
export const INDEX_OPTIONS = [
  'key',
  'name',
  'v',
  'background',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
];

/** Operators on a field in a filter. */
export const FILTER_OPERATORS: Record<string, true> = {
  $eq: true,
  $ne: true,
  $gt: true,
  $gte: true,
  $lt: true,
  $lte: true,
  $in: true,
  $nin: true,
  $not: true,
  $exists: true,
  $type: true,
  $regex: true,
  $options: true,
  $elemMatch: true,
  $all: true,
  $size: true,
  $mod: true,
};

/** Operators in the place of a field in a filter. */
export const TOP_LEVEL_OPERATORS = ['$and', '$or', '$nor', '$expr', '$comment'];

export const UPDATE_OPERATORS: Record<string, true> = {
  $set: true,
  $unset: true,
  $inc: true,
  $mul: true,
  $min: true,
  $max: true,
  $push: true,
  $pull: true,
  $pullAll: true,
  $addToSet: true,
  $pop: true,
  $setOnInsert: true,
  $rename: true,
  $currentDate: true,
};

export const PUSH_MODIFIERS = ['$each', '$slice', '$sort', '$position'];

export const PROJECTION_OPERATORS = ['$slice', '$elemMatch', '$'];

export const STAGES = ['$match', '$group', '$sort', '$skip', '$limit', '$project', '$unwind'];

export const ACCUMULATORS = ['$sum'];

export const EXPRESSION_OPERATORS = ['$literal', '$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$rand'];
