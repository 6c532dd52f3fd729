import { accountability } from './accountability/index.ts';
import { accounts } from './accounts/index.ts';
import { administration } from './administration/index.ts';
import { branding } from './branding/index.ts';
import { calendar } from './calendar/index.ts';
import { catalogue } from './catalogue/index.ts';
import { commitments } from './commitments/index.ts';
import { confidential } from './confidential/index.ts';
import { dialogues } from './dialogues/index.ts';
import { feedback } from './feedback/index.ts';
import { following } from './following/index.ts';
import { guide } from './guide/index.ts';
import { home } from './home/index.ts';
import { incomingMail } from './incoming-mail/index.ts';
import { maintenance } from './maintenance/index.ts';
import { notices } from './notices/index.ts';
import { open311 } from './open311/index.ts';
import type { Feature } from './platform/feature.ts';
import { qualityReview } from './quality-review/index.ts';
import { readingAudit } from './reading-audit/index.ts';
import { regulations } from './regulations/index.ts';
import { requestLimits } from './request-limits/index.ts';
import { retention } from './retention/index.ts';
import { roles } from './roles/index.ts';
import { sealedRecord } from './sealed-record/index.ts';
import { secondPerson } from './second-person/index.ts';
import { settings } from './settings/index.ts';
import { units } from './units/index.ts';
import { webhooks } from './webhooks/index.ts';

/** All features, in the order in which they start. */
export const features: Feature[] = [
  units,
  calendar,
  settings,
  maintenance,
  requestLimits,
  branding,
  regulations,
  roles,
  accounts,
  secondPerson,
  feedback,
  confidential,
  following,
  commitments,
  dialogues,
  catalogue,
  qualityReview,
  accountability,
  sealedRecord,
  readingAudit,
  notices,
  incomingMail,
  webhooks,
  retention,
  administration,
  guide,
  home,
  open311,
];
