import { PERMISSIONS, permissionRow } from '../platform/permissions.ts';

/** Who may do what and where, by the table that every door asks. */
export function rolesShown() {
  const rows = PERMISSIONS.map((permission) => ({ permission, ...permissionRow(permission) }));
  const areas = [...new Set(rows.map(({ area }) => area))];
  return areas.map((area) => ({ area, rows: rows.filter((row) => row.area === area) }));
}
