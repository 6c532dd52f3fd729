import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import mongoose from 'mongoose';
import * as accountability from '../../server/accountability/index.ts';
import * as accounts from '../../server/accounts/index.ts';
import * as administration from '../../server/administration/index.ts';
import * as answerQuality from '../../server/answer-quality/index.ts';
import * as branding from '../../server/branding/index.ts';
import * as calendar from '../../server/calendar/index.ts';
import * as catalogue from '../../server/catalogue/index.ts';
import * as commitments from '../../server/commitments/index.ts';
import * as confidential from '../../server/confidential/index.ts';
import * as dialogues from '../../server/dialogues/index.ts';
import * as feedback from '../../server/feedback/index.ts';
import * as following from '../../server/following/index.ts';
import * as guide from '../../server/guide/index.ts';
import * as home from '../../server/home/index.ts';
import * as incomingMail from '../../server/incoming-mail/index.ts';
import * as maintenance from '../../server/maintenance/index.ts';
import * as notices from '../../server/notices/index.ts';
import * as open311 from '../../server/open311/index.ts';
import * as qualityReview from '../../server/quality-review/index.ts';
import * as readingAudit from '../../server/reading-audit/index.ts';
import * as regulations from '../../server/regulations/index.ts';
import * as requestLimits from '../../server/request-limits/index.ts';
import * as retention from '../../server/retention/index.ts';
import * as roles from '../../server/roles/index.ts';
import * as sealedRecord from '../../server/sealed-record/index.ts';
import * as secondPerson from '../../server/second-person/index.ts';
import * as settings from '../../server/settings/index.ts';
import * as units from '../../server/units/index.ts';
import * as webhooks from '../../server/webhooks/index.ts';

const GIVEN: Record<string, object> = {
  accountability,
  accounts,
  administration,
  'answer-quality': answerQuality,
  branding,
  calendar,
  catalogue,
  commitments,
  confidential,
  dialogues,
  feedback,
  following,
  guide,
  home,
  'incoming-mail': incomingMail,
  maintenance,
  notices,
  open311,
  'quality-review': qualityReview,
  'reading-audit': readingAudit,
  regulations,
  'request-limits': requestLimits,
  retention,
  roles,
  'sealed-record': sealedRecord,
  'second-person': secondPerson,
  settings,
  units,
  webhooks,
};
/** The store names nothing of the product. */
const NO_FEATURE = ['embedded-mongo'];

const isModel = (value: unknown) => typeof value === 'function' && value.prototype instanceof mongoose.Model;

describe('what features give each other', () => {
  it('is looked at for every feature', () => {
    const faces = readdirSync('server').filter((name) => existsSync(`server/${name}/index.ts`));
    expect(Object.keys(GIVEN).sort()).to.deep.equal(
      faces.filter((name) => !NO_FEATURE.includes(name)).sort(),
    );
  });

  for (const [feature, given] of Object.entries(GIVEN))
    it(`${feature} gives no mongoose model`, () => {
      const models = Object.entries(given).filter(([, value]) => isModel(value));
      expect(models.map(([name]) => name)).to.deep.equal([]);
    });
});
