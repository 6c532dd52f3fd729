/**
 * Who may see which private field of an item, and where. The walk holds it both ways: what appears elsewhere fails,
 * and so does a permission that nobody uses any more.
 *
 * own    the sender, by the receipt key     city   a coordinator
 * unit   official and head of the unit that has the item (not one that had it before)
 * admin  an administrator, only in the outbox: letters wait there, and a person decides about uncertain ones
 * part   a unit that was asked for its part of the answer
 * lead   the leadership, on pages of the delay lists and of appeals
 * review  a reviewer, on the page of an answer that was sent
 * named  one of those whom two administrators have named for confidential messages; here the leader
 * receipt  the page that the browser sees which has just handed the item in
 * head, off, person   letters to the head of the unit, to its official, to the account that the letter is about
 */
const TABLE = `
                          pages and API                letters to
sender-name               own unit city admin              own
sender-organisation       own unit city                    -
sender-email              own unit city admin receipt      own
sender-phone              own unit city                    -
sender-address            own unit city                    -
unaccepted-subject        own city receipt             -
unaccepted-text           own city                     -
original-subject          own unit city admin          own
original-text             own unit city                own
declined-subject          own unit city admin review   own head off city
declined-text             own unit city review         own
withdrawn-subject         own city                     -
withdrawn-text            own city                     -
removed-public-text       -                            -
shielded-subject          own unit city              -
shielded-text             own unit city              -
shielded-answer           own unit city admin        own
shielded-code             unit city admin            own head off
draft-answer              unit city                    -
declined-answer           own unit city admin review   own
answer-reason             unit city admin review       head
attached-file             own unit city                -
mailed-words              city                         -
mailed-address            city                         -
draft-evidence            unit city                    -
declined-evidence         own unit city admin          own
override-reason           unit city review             -
return-reason             unit city admin              off
routing-reason            unit city                    -
transfer-reason           unit city admin              head
extension-request         unit city admin              head
extension-refusal         unit city admin              off
extension-reason          own unit city admin          own
classification-reason     own unit city admin          own off
receipt-reason            unit city                    -
dispute-reason            unit city admin              city
dispute-decision          unit city admin              head
contribution-question     unit city part admin         part
contribution-text         unit city part               -
apology-reason            own unit city admin          own
question                  own unit city admin          own
reply                     own unit city                -
delay-reply               unit city lead               -
delay-decision            unit lead                    -
rating-note               own unit city review lead    -
reopening-reason          own unit city lead           head city
demanded-paper            own unit city                -
unseen-paper              own unit city                -
question-reply            own unit city                -
appeal-reason             own unit city lead           head lead
internal-note             unit city                    -
internal-task             unit city                    -
contest-reason            own city                     -
contest-decision          own city admin               own
taken-back-reason         city admin                   own
guidance                  own city admin               own
confidential-text         named                        -
confidential-code         named                        -
receipt-key               receipt                      -
idempotency-key           -                            -
sender-link               -                            own
password                  -                            -
hash                      -                            -
bearer-token              -                            -
factor-key                -                            -
recovery-code             -                            -
session-id                -                            -
invitation-link           -                            person
reset-link                -                            person
`;

export type Where =
  | 'own'
  | 'unit'
  | 'city'
  | 'review'
  | 'lead'
  | 'admin'
  | 'named'
  | 'receipt'
  | 'head'
  | 'off'
  | 'part'
  | 'person';

export interface MaySee {
  pages: Where[];
  letters: Where[];
}

export const MAY_SEE: Record<string, MaySee> = Object.fromEntries(
  TABLE.trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [field = '', pages = '', letters = ''] = line.trim().split(/ {2,}/);
      const list = (cell: string) => (cell === '-' ? [] : (cell.split(' ') as Where[]));
      return [field, { pages: list(pages), letters: list(letters) }];
    }),
);
