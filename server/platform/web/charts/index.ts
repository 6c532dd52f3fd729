export { type Columns, type ColumnsData, columnsOf } from './columns.ts';
export { type BarRow, barsOf, type PartOfWhole, type Shares, sharesOf, tileLevel } from './shares.ts';
