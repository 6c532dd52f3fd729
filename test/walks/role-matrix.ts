import { rowsLikePages } from './calls-like-pages.ts';
import { VIEWERS, type ViewerName } from './viewers.ts';

/**
 * Who may do what. `ok`: done or shown. `in`: asked to sign in first (pages: redirect, API: 401). `no`: 403.
 * `--`: 404, as if it were not there. Every call is valid and meets an item in the right state, so that the answer
 * depends on the person alone. "else": the same role in another unit. Items are those of the unit of "offi" and "head".
 */
const TABLE = `
                                             stranger sender offi else head else coor mode revi lead admi
GET /                                              ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /about                                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /robots.txt                                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /sitemap.xml                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /favicon.ico                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /api                                           ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /privacy                                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /accessibility                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /demo/components                               --     --   --   --   --   --   --   --   --   --   --
GET /language/:language                            ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /units                                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /units/:slug                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /regulations                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /regulations/:slug                             ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /ledger                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /ledger/:regulation                            ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /targets                                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /targets/values.csv                            ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /targets/values                                in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /targets/values                               in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /targets/values/file                          in     in   ok   ok   ok   ok   ok   no   no   no   no
GET /targets/tasks                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /targets/tasks                                in     in   no   no   no   no   ok   no   no   ok   no
POST /targets/tasks/:task/done                     in     in   no   no   ok   no   ok   no   no   no   no
POST /targets/tasks/:task/date                     in     in   no   no   no   no   ok   no   no   ok   no
GET /dialogue-duty                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /scores                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /scores/:unit                                  ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /scores/:unit/items                            ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dashboard                                     ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dashboard/items                               ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open-data                                     ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open-data/schema.json                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open-data/changes                             ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open-data/:month/items.jsonl                  ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open-data/:month/items.csv                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/discovery.json                        ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/services.json                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/services/:service.json             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/requests.json                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/requests/:code.json                ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/tokens/:code.json                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /open311/v2/requests.json                     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/discovery.xml                         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/services.xml                       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/services/:service.xml              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/requests.xml                       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/requests/:code.xml                 ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /open311/v2/tokens/:code.xml                   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /open311/v2/requests.xml                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /delays                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /delays/:month                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /delays/:month/list.csv                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /delays/:month/list.pdf                        ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /delays/feed.atom                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /embed/delays/:unit                            ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /embed/delays/:unit/list.json                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /delay-repeats                                 in   in   no   no   ok   ok   no   no   no   ok   no
GET /delay-repeats/:record                         in   in   no   no   ok   --   no   no   no   ok   no
POST /delay-repeats/:record/decision               in   in   no   no   ok   --   no   no   no   no   no
GET /delay-lists                                   in   in   ok   ok   ok   ok   ok   no   no   ok   no
GET /delay-lists/:month                            in   in   ok   --   ok   --   ok   no   no   ok   no
GET /delay-lists/:month/:unit                      in   in   ok   --   ok   --   ok   no   no   ok   no
GET /delay-lists/:month/:unit/entries/:entry       in   in   ok   --   ok   --   ok   no   no   ok   no
POST /delay-lists/:month/:unit/entries/:entry/reply in   in   ok   --   ok   --   no   no   no   no   no
POST /delay-lists/:month/:unit/entries/:entry/correction in   in   no   --   no   --   ok   no   no   ok   no
POST /delay-lists/:month/opening                   in   in   no   no   no   no   ok   no   no   ok   no
POST /delay-lists/:month/:unit/opening             in   in   no   no   no   no   ok   no   no   ok   no
POST /delay-lists/:month/approval                  in   in   no   no   no   no   no   no   no   ok   no
POST /delay-lists/:month/:unit/approval            in   in   no   no   no   no   no   no   no   ok   no
GET /administration/branding                       in   in   no   no   no   no   no   no   no   no   ok
POST /administration/branding                      in   in   no   no   no   no   no   no   no   no   ok
POST /administration/branding/seal                 in   in   no   no   no   no   no   no   no   no   ok
POST /administration/branding/seal/removal         in   in   no   no   no   no   no   no   no   no   ok
GET /brand.css                                     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /seal                                          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /administration/maintenance                    in   in   no   no   no   no   no   no   no   no   ok
POST /administration/maintenance                   in   in   no   no   no   no   no   no   no   no   ok
POST /administration/maintenance/end               in   in   no   no   no   no   no   no   no   no   ok
GET /administration/notice                         in   in   no   no   no   no   no   no   no   no   ok
POST /administration/notice                        in   in   no   no   no   no   no   no   no   no   ok
POST /administration/notice/removal                in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue                                     in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/changes/:id/undo                   in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/new-unit                            in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/new-unit                           in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/units/:slug                         in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/units/:slug                        in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/new-procedure                       in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/new-procedure                      in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/regulations/:slug                   in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/regulations/:slug                  in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/import                              in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/import                             in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/units.csv                           in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/required-documents.csv              in   in   no   no   no   no   no   no   no   no   ok
GET /settings/required-documents                   in   in   no   no   no   no   no   no   no   no   ok
GET /settings/required-documents/:of               in   in   no   no   no   no   no   no   no   no   ok
POST /settings/required-documents/:of              in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/procedures.csv                      in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/reorganisations/new                 in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/reorganisations/new                in   in   no   no   no   no   no   no   no   no   ok
GET /catalogue/reorganisations/:id                 in   in   no   no   no   no   no   no   no   no   ok
POST /catalogue/reorganisations/:id/undo           in   in   no   no   no   no   no   no   no   no   ok
GET /settings                                      in   in   no   no   no   no   no   no   no   no   ok
GET /settings/after-answer                         in   in   no   no   no   no   no   no   no   no   ok
POST /settings/after-answer                        in   in   no   no   no   no   no   no   no   no   ok
GET /settings/answer-limits                        in   in   no   no   no   no   no   no   no   no   ok
POST /settings/answer-limits                       in   in   no   no   no   no   no   no   no   no   ok
GET /settings/answer-phrases-vi                    in   in   no   no   no   no   no   no   no   no   ok
POST /settings/answer-phrases-vi                   in   in   no   no   no   no   no   no   no   no   ok
GET /settings/answer-phrases-en                    in   in   no   no   no   no   no   no   no   no   ok
POST /settings/answer-phrases-en                   in   in   no   no   no   no   no   no   no   no   ok
GET /settings/answer-phrases-ru                    in   in   no   no   no   no   no   no   no   no   ok
POST /settings/answer-phrases-ru                   in   in   no   no   no   no   no   no   no   no   ok
GET /settings/commitment-times                     in   in   no   no   no   no   no   no   no   no   ok
POST /settings/commitment-times                    in   in   no   no   no   no   no   no   no   no   ok
GET /settings/dialogue-times                       in   in   no   no   no   no   no   no   no   no   ok
POST /settings/dialogue-times                      in   in   no   no   no   no   no   no   no   no   ok
GET /settings/review-sample                        in   in   no   no   no   no   no   no   no   no   ok
POST /settings/review-sample                       in   in   no   no   no   no   no   no   no   no   ok
GET /settings/score-rules                          in   in   no   no   no   no   no   no   no   no   ok
POST /settings/score-rules                         in   in   no   no   no   no   no   no   no   no   ok
GET /settings/volume-classes                       in   in   no   no   no   no   no   no   no   no   ok
POST /settings/volume-classes                      in   in   no   no   no   no   no   no   no   no   ok
GET /settings/directive-targets                    in   in   no   no   no   no   no   no   no   no   ok
GET /settings/dialogue-duty                        in   in   no   no   no   no   no   no   no   no   ok
POST /settings/directive-targets                   in   in   no   no   no   no   no   no   no   no   ok
POST /settings/dialogue-duty                       in   in   no   no   no   no   no   no   no   no   ok
GET /sealed-record                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /calendar-feed/:token.ics                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /calendar                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /calendar.ics                                  ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /calendar/versions                             in     in   no   no   no   no   ok   no   no   no   ok
GET /calendar/edit                                 in     in   no   no   no   no   ok   no   no   no   ok
POST /calendar/edit                                in     in   no   no   no   no   ok   no   no   no   ok
GET /calendar/versions/:version/preview            in     in   no   no   no   no   ok   no   no   no   ok
POST /calendar/versions/:version/application       in     in   no   no   no   no   ok   no   no   no   ok
GET /calendar/runs/:id                             in     in   no   no   no   no   ok   no   no   no   ok
GET /limits                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /limits/edit                                   in     in   no   no   no   no   no   no   no   no   ok
POST /limits/edit                                  in     in   no   no   no   no   no   no   no   no   ok
GET /administration                                in     in   no   no   no   no   no   no   no   no   ok
GET /webhooks                                      in     in   no   no   no   no   no   no   no   no   ok
POST /webhooks                                     in     in   no   no   no   no   no   no   no   no   ok
GET /webhooks/:id                                  in     in   no   no   no   no   no   no   no   no   ok
POST /webhooks/:id/test                            in     in   no   no   no   no   no   no   no   no   ok
POST /webhooks/:id/enabling                        in     in   no   no   no   no   no   no   no   no   ok
POST /webhooks/:id/removal                         in     in   no   no   no   no   no   no   no   no   ok
GET /confidential                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /confidential/new                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /confidential/new                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /confidential/receipt                          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /confidential/key                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /confidential/mine                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /confidential/mine/message                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /confidential/mine/files/:file                 --   --   --   --   --   --   --   --   --   --   --
POST /confidential/mine/consent                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /confidential/mine/refusal                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /confidential/leave                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /confidential/readers                          in   in   no   no   no   no   no   no   no   no   ok
POST /confidential/readers                         in   in   no   no   no   no   no   no   no   no   ok
POST /confidential/readers/:id/confirmation        in   in   no   no   no   no   no   no   no   no   ok
POST /confidential/readers/:id/refusal             in   in   no   no   no   no   no   no   no   no   ok
POST /confidential/readers/:id/end                 in   in   no   no   no   no   no   no   no   no   ok
GET /confidential/cases                            in   in   --   --   --   --   --   --   --   ok   --
GET /confidential/cases/:id                        in   in   --   --   --   --   --   --   --   ok   --
POST /confidential/cases/:id/opening               in   in   --   --   --   --   --   --   --   ok   --
POST /confidential/cases/:id/message               in   in   --   --   --   --   --   --   --   ok   --
POST /confidential/cases/:id/proposal              in   in   --   --   --   --   --   --   --   ok   --
POST /confidential/cases/:id/proposal-removal      in   in   --   --   --   --   --   --   --   ok   --
GET /confidential/cases/:id/files/:file            in   in   --   --   --   --   --   --   --   --   --
GET /settings/confidential-limits                  in   in   no   no   no   no   no   no   no   no   ok
POST /settings/confidential-limits                 in   in   no   no   no   no   no   no   no   no   ok
GET /reading-audit                                 in   in   no   no   no   no   no   no   no   ok   ok
GET /reading-audit/list.csv                        in   in   no   no   no   no   no   no   no   ok   ok
GET /feedback/:code/break-glass                    in   in   no   no   no   no   no   no   no   ok   ok
POST /feedback/:code/break-glass                   in   in   no   no   no   no   no   no   no   ok   ok
GET /settings/reading-audit                        in   in   no   no   no   no   no   no   no   no   ok
POST /settings/reading-audit                       in   in   no   no   no   no   no   no   no   no   ok
GET /feedback/:code/own-data                       no   ok   no   no   no   no   no   no   no   no   no
GET /feedback/:code/own-data.json                  no   ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/erasure                       no   ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/erasure/removal               no   ok   no   no   no   no   no   no   no   no   no
GET /erasure-requests                              in   in   no   no   no   no   ok   no   no   no   no
GET /feedback/:code/erasure/decision               in   in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/erasure/decision              in   in   no   no   no   no   ok   no   no   no   no
GET /account/own-data.json                         in   in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /retention                                     in   in   no   no   no   no   no   no   no   no   ok
GET /settings/retention                            in   in   no   no   no   no   no   no   no   no   ok
POST /settings/retention                           in   in   no   no   no   no   no   no   no   no   ok
GET /incoming-mail                                 in     in   no   no   no   no   ok   no   no   no   no
POST /incoming-mail/:id/done                       in     in   no   no   no   no   ok   no   no   no   no
GET /outbox                                        in     in   no   no   no   no   no   no   no   no   ok
GET /outbox/:id                                    in     in   no   no   no   no   no   no   no   no   ok
POST /outbox/:id/resending                         in     in   no   no   no   no   no   no   no   no   ok

GET /sign-in                                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /sign-in                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /sign-in/code                                  ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /sign-in/code                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /sign-in/second-factor                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /sign-in/second-factor                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /sign-in/passkey                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /sign-in/code/passkey                         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /sign-in/provider                              --   --   --   --   --   --   --   --   --   --   --
GET /sign-in/provider/callback                     --   --   --   --   --   --   --   --   --   --   --
POST /sign-in/provider/callback                    --   --   --   --   --   --   --   --   --   --   --
GET /sign-in/provider/metadata                     --   --   --   --   --   --   --   --   --   --   --
POST /sign-out                                     ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /password-reset                                ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /password-reset                               ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /password-reset/sent                           ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /password-reset/:token                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /password-reset/:token                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /invitation/:token                             ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /invitation/:token                            ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /set-up/:key                                   --     --   --   --   --   --   --   --   --   --   --
POST /set-up/:key                                  --     --   --   --   --   --   --   --   --   --   --

GET /guide                                         in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /roles                                         in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /roles/new                                     in     in   no   no   no   no   no   no   no   no   ok
POST /roles/new                                    in     in   no   no   no   no   no   no   no   no   ok
GET /roles/:id                                     in     in   no   no   no   no   no   no   no   no   ok
POST /roles/:id                                    in     in   no   no   no   no   no   no   no   no   ok
POST /roles/:id/end                                in     in   no   no   no   no   no   no   no   no   ok
GET /second-person                                 in     in   no   no   no   no   no   no   no   ok   ok
GET /second-person/:id                             in     in   no   no   no   no   no   no   no   --   ok
POST /second-person/:id/approval                   in     in   no   no   no   no   no   no   no   --   ok
POST /second-person/:id/refusal                    in     in   no   no   no   no   no   no   no   --   ok
POST /second-person/:id/withdrawal                 in     in   no   no   no   no   no   no   no   --   ok
POST /second-person/:id/reason                     in     in   no   no   no   no   no   no   no   --   ok
GET /settings/second-person                        in     in   no   no   no   no   no   no   no   no   ok
POST /settings/second-person                       in     in   no   no   no   no   no   no   no   no   ok
GET /account                                       in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/profile                               in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/password                              in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/absence                               in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/absence/end                           in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/sign-out-everywhere                   in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/tokens                                in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/tokens/new                            in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/profile                              in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/password                             in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/absence                              in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/absence/end                          in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/sign-out-everywhere                  in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/tokens                               in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/tokens/:id/withdrawal                in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/second-factor                         in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/second-factor                        in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/second-factor/codes                   in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/second-factor/codes                  in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/second-factor/removal                in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/passkeys                              in   in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/passkeys                             in   in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/passkeys/:passkey/removal            in   in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/sessions/end-others                  in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/sessions/:id/end                     in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/notices                               in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /account/notices/calendar                      in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/notices                              in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /account/notices/calendar                     in     in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /reminders                                     in     in   no   no   no   no   no   no   no   no   ok
GET /settings/reminders                            in     in   no   no   no   no   no   no   no   no   ok
GET /reminders/removal                             in     in   no   no   no   no   no   no   no   no   ok
POST /settings/reminders                           in     in   no   no   no   no   no   no   no   no   ok
GET /synonyms                                      in     in   no   no   no   no   no   no   no   no   ok
GET /ended-rules                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /ended-rules                                  in     in   no   no   no   no   ok   no   no   no   ok
POST /ended-rules/removal                          in     in   no   no   no   no   ok   no   no   no   ok
POST /synonyms                                     in     in   no   no   no   no   no   no   no   no   ok
POST /synonyms/removal                             in     in   no   no   no   no   no   no   no   no   ok
GET /settings/sender-requirements                  in     in   no   no   no   no   no   no   no   no   ok
GET /sender-requirements                           in     in   no   no   no   no   no   no   no   no   ok
POST /settings/sender-requirements                 in     in   no   no   no   no   no   no   no   no   ok
GET /settings/delay-rules                          in     in   no   no   no   no   no   no   no   no   ok
GET /delay-rules                                   in     in   no   no   no   no   no   no   no   no   ok
POST /settings/delay-rules                         in     in   no   no   no   no   no   no   no   no   ok

GET /accounts                                      in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/new                                  in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/new                                 in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/leavers                              in   in   no   no   no   no   no   no   no   no   ok
POST /accounts/leavers                             in   in   no   no   no   no   no   no   no   no   ok
GET /accounts/second-factor                        in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/second-factor                       in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id                                  in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id                                 in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/invitation                       in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/invitation                      in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/deactivation                     in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/deactivation                    in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/reactivation                     in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/reactivation                    in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/second-factor-reset              in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/second-factor-reset             in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/identity-removal                 in   in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/identity-removal                in   in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/sign-out-everywhere              in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/sign-out-everywhere             in     in   no   no   no   no   no   no   no   no   ok
GET /accounts/:id/tokens/:token/withdrawal         in     in   no   no   no   no   no   no   no   no   ok
POST /accounts/:id/tokens/:token/withdrawal        in     in   no   no   no   no   no   no   no   no   ok

GET /feedback                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/new                                  ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/feed.atom                            ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/:code/feed.atom                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /follow                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /follow                                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /follow/sent                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /following/:token/confirmation                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /following/:token/confirmation                ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /following/:token/stop                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /following/:token/stop                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /following/list/:token                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /following/list/:token/stop                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /following/list/:token/stop                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/complaints                           ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /feedback/new                                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/:code                                ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/:code/due.ics                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/:code/deadline                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/:code/case.pdf                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /feedback/:code/extension                     in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/extension-decline             in     in   no   no   ok   no   no   no   no   no   no
POST /feedback/:code/complexity                    in     in   no   no   ok   no   ok   no   no   no   no
GET /feedback/:code (shielded)                     --     ok   --   ok   --   ok   ok   --   --   --   --
GET /feedback/:code/deadline (shielded)            --     ok   --   ok   --   ok   ok   --   --   --   --
GET /feedback/:code/due.ics (shielded)             --     ok   --   ok   --   ok   ok   --   --   --   --
POST /feedback/:code/shield                        in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/shield-lifting                in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/receipt-correction            in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/dispute                       in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/dispute-decision              in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/apology                       in     in   ok   no   ok   no   no   no   no   no   no
GET /feedback/:code/receipt                        --     --   --   --   --   --   --   --   --   --   --
GET /feedback/:code/open/:token                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /feedback/:code/reply                         no     ok   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/withdrawal                    no     ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/closing                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /feedback/:code/contact                       no     ok   no   no   no   no   no   no   no   no   no
GET /feedback/:code/address/:token                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /feedback/:code/address/:token                ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /track/lost                                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /track/lost                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /track/lost/sent                               ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /track                                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /track                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /inbox                                         in     in   ok   ok   ok   ok   no   no   no   no   no
GET /items                                         in     in   ok   ok   ok   ok   ok   no   no   no   no
GET /items/list.csv                                in     in   ok   ok   ok   ok   ok   no   no   no   no
GET /items/list.xlsx                               in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /items/saved                                  in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /items/saved/:id/removal                      in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /bulk/selection                               in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /bulk                                         in     in   ok   ok   ok   ok   ok   no   no   no   no
GET /bulk/:id                                      in     in   ok   ok   ok   ok   ok   no   no   no   no
POST /bulk/:id/undo                                in     in   ok   ok   ok   ok   ok   no   no   no   no
GET /text-blocks                                   in     in   ok   ok   ok   ok   no   no   no   no   no
POST /text-blocks                                  in     in   ok   ok   ok   ok   no   no   no   no   no
GET /text-blocks/:id                               in     in   ok   --   ok   --   no   no   no   no   no
POST /text-blocks/:id                              in     in   ok   --   ok   --   no   no   no   no   no
POST /text-blocks/:id/removal                      in     in   ok   --   ok   --   no   no   no   no   no
GET /procedure-questions                           in     in   ok   ok   ok   ok   ok   no   no   no   no
GET /procedure-questions/:slug                     in     in   ok   --   ok   --   --   no   no   no   no
POST /procedure-questions/:slug                    in     in   ok   --   ok   --   --   no   no   no   no
POST /procedure-questions/:slug/questions/:id/end  in     in   ok   --   ok   --   --   no   no   no   no
GET /approvals                                     in     in   no   no   ok   ok   no   no   no   no   no
GET /approvals/:code                               in     in   no   no   ok   --   no   no   no   no   no
POST /approvals/:code/answer-approval              in     in   no   no   ok   no   no   no   no   no   no
POST /approvals/:code/answer-return                in     in   no   no   ok   no   no   no   no   no   no
POST /approvals/:code/extension                    in     in   no   no   ok   no   no   no   no   no   no
POST /approvals/:code/extension-decline            in     in   no   no   ok   no   no   no   no   no   no
GET /triage                                        in     in   no   no   no   no   ok   no   no   no   no
GET /triage/:code                                  in     in   no   no   no   no   ok   no   no   no   no
POST /triage/:code/decision                        in     in   no   no   no   no   ok   no   no   no   no
POST /triage/:code/routing                         in     in   no   no   no   no   ok   no   no   no   no
POST /triage/:code/dispute-decision                in     in   no   no   no   no   ok   no   no   no   no
GET /triage/campaigns                              in     in   no   no   no   no   ok   no   no   no   no
POST /triage/campaigns                             in     in   no   no   no   no   ok   no   no   no   no
POST /triage/:code/merging                         in     in   no   no   no   no   ok   no   no   no   no
POST /triage/:code/info-request                    in     in   no   no   no   no   ok   no   no   no   no
POST /triage/:code/refusal                         in     in   no   no   no   no   ok   no   no   no   no
GET /dashboard/leader                              in     in   no   no   ok   ok   ok   no   no   ok   no
GET /forecast                                      in     in   no   no   ok   ok   ok   no   no   ok   no
GET /week                                          in     in   no   no   ok   ok   ok   no   no   ok   no
GET /call-backs                                    in     in   no   no   no   no   ok   no   no   no   no
POST /call-backs/:code/reached                     in     in   no   no   no   no   ok   no   no   no   no
POST /call-backs/:code/missed                      in     in   no   no   no   no   ok   no   no   no   no
GET /difficulties                                  in     in   ok   ok   ok   ok   no   no   no   no   no
GET /difficulties/new                              in     in   ok   ok   ok   ok   no   no   no   no   no
POST /difficulties/new                             in     in   ok   no   ok   no   no   no   no   no   no
GET /counter                                       in     in   ok   ok   no   no   ok   no   no   no   no
POST /counter                                      in     in   ok   ok   no   no   ok   no   no   no   no
POST /feedback/:code/acceptance                    in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/public-text                   in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/merging                       in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/unmerging                     in     in   no   no   no   no   ok   no   no   no   no
GET /feedback/:code/split                          in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/split                         in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/split-undoing                 in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/linking                       in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/unlinking                     in     in   ok   no   ok   no   ok   no   no   no   no
GET /learned-units                                 in     in   no   no   no   no   ok   no   no   no   no
GET /tags                                          in     in   no   no   no   no   ok   no   no   no   no
POST /tags                                         in     in   no   no   no   no   ok   no   no   no   no
POST /tags/:id/removal                             in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/tags                          in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/info-request                  in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/refusal                       in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/refusal-contest               no     ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/refusal-upholding             in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/refusal-return                in     in   no   no   no   no   ok   no   no   no   no
GET /refusals                                      in     in   no   no   no   no   no   no   no   ok   ok
POST /feedback/:code/note                          in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/note-removal                  in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/task                          in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/task-mark                     in     in   ok   no   ok   no   ok   no   no   no   no
POST /feedback/:code/routing                       in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/transfer                      in     in   no   no   ok   no   ok   no   no   no   no
POST /feedback/:code/assignment                    in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/answer                        in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/answer-return                 in     in   no   no   ok   no   no   no   no   no   no
POST /feedback/:code/answer-approval               in     in   no   no   ok   no   no   no   no   no   no
POST /feedback/:code/answer-correction             in     in   no   no   ok   no   no   no   no   no   no
POST /feedback/:code/interim-answer                in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/contribution-request          in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/contribution                  in     in   no   ok   no   ok   no   no   no   no   no
POST /feedback/:code/contribution-withdrawal       in     in   ok   no   ok   no   no   no   no   no   no
GET /feedback/:code/attachments/:file              ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /feedback/:code/attachments/:file/publication  in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/attachments/:file/publication in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/attachments/:file/hiding      in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/evidence                      in     in   ok   no   ok   no   no   no   no   no   no
POST /feedback/:code/evidence/:file/removal        in     in   ok   no   ok   no   no   no   no   no   no
GET /feedback/:code/evidence/:file                 ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /feedback/:code/voices                        ok     no   no   no   no   no   no   no   no   no   no
POST /feedback/:code/rating                        no     ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/reopening                     no     ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/appeal                        no     ok   no   no   no   no   no   no   no   no   no
POST /feedback/:code/papers                        no     ok   no   no   no   no   no   no   no   no   no
GET /feedback/:code/papers                         in     in   no   no   ok   no   no   no   no   no   no
POST /feedback/:code/papers/:n                     in     in   no   no   ok   no   no   no   no   no   no
POST /feedback/:code/papers/:n/publication         in     in   no   no   ok   no   ok   no   no   no   no
POST /feedback/:code/papers/:n/hiding              in     in   no   no   no   no   ok   no   no   no   no
POST /feedback/:code/answer-look                   in     in   no   no   ok   no   ok   no   no   no   no
GET /appeals                                       in     in   no   no   ok   ok   no   no   no   ok   no
GET /appeals/:code                                 in     in   no   no   no   no   no   no   no   ok   no
POST /appeals/:code                                in     in   no   no   no   no   no   no   no   ok   no
GET /commitments                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /commitments/:commitment                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /commitments/:commitment/fulfilment           in     in   ok   no   ok   no   no   no   no   no   no
POST /commitments/:commitment/fulfilment-decision  in     in   no   no   ok   no   no   no   no   no   no
POST /commitments/:commitment/objection            no     ok   no   no   no   no   no   no   no   no   no
POST /commitments/:commitment/objection-decision   in     in   no   no   ok   no   no   no   no   no   no
POST /commitments/:commitment/new-date             in     in   ok   no   ok   no   no   no   no   no   no
POST /commitments/:commitment/new-date-decision    in     in   no   no   ok   no   no   no   no   no   no
GET /quality-review                                in     in   no   no   no   no   ok   no   ok   ok   no
GET /quality-review/figures                        in     in   no   no   no   no   ok   no   ok   ok   no
GET /quality-review/:code/:version                 in     in   no   no   no   no   no   no   ok   no   no
POST /quality-review/:code/:version                in     in   no   no   no   no   no   no   ok   no   no
GET /contradictions                                in     in   no   no   no   no   ok   no   ok   ok   no
GET /contradictions/:name                          in     in   no   no   no   no   ok   no   ok   ok   no
POST /contradictions/:name                         in     in   no   no   no   no   no   no   ok   no   no

GET /dialogues                                     ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/new                                 in     in   no   no   no   no   ok   ok   no   no   no
POST /dialogues/new                                in     in   no   no   no   no   ok   ok   no   no   no
GET /dialogues/:code                               ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/edit                          in     in   no   no   no   no   ok   ok   no   no   no
POST /dialogues/:code/edit                         in     in   no   no   no   no   ok   ok   no   no   no
GET /dialogues/:code/hosts                         in     in   no   no   no   no   ok   ok   no   no   no
POST /dialogues/:code/hosts                        in     in   no   no   no   no   ok   ok   no   no   no
GET /dialogues/:code/announcement                  in     in   no   no   no   no   ok   ok   no   no   no
POST /dialogues/:code/announcement                 in     in   no   no   no   no   ok   ok   no   no   no
POST /dialogues/:code/cancellation                 in     in   no   no   no   no   ok   ok   no   no   no
GET /dialogues/:code/calendar.ics                  ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/export.json                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/export.csv                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/take-part/:token              ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/register                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/screen                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /dialogues/:code/register                     ok     ok   no   no   no   no   no   no   no   no   no
POST /dialogues/:code/questions                    ok     ok   no   no   no   no   no   no   no   no   no
POST /dialogues/:code/questions/:question/withdrawal ok     ok   --   --   --   --   no   no   --   no   --
POST /dialogues/:code/questions/:question/objection ok     ok   --   --   --   --   no   no   --   no   --
POST /dialogues/:code/votes                        ok     ok   no   no   no   no   no   no   no   no   no
GET /dialogues/:code/console                       in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/opening                      in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/opening/return               in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/end                          in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/agenda                       in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/notices                      in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/notices/:notice/removal      in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/queue                        in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/wall                           in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/approvals                      in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/undo                           in     in   no   no   no   no   ok   ok   no   ok   no
GET /dialogues/:code/trace                           in     in   no   no   no   no   ok   ok   no   ok   no
GET /dialogues/:code/qr.svg                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /d/:short                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /dialogues/:code/now                          in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/now/return                   in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/questions/by-phone           in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/conclusions                  in     in   no   no   no   no   no   ok   no   ok   no
POST /dialogues/:code/conclusions/:conclusion/removal in     in   no   no   no   no   no   ok   no   ok   no
POST /dialogues/:code/questions/:question/approval in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/rejection in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/upholding in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/merging  in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/separation in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/return       in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/wording  in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/assignment in     in   no   no   --   --   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/answer   in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/questions/:question/promise  in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/people/:participant/muting   in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/people/:participant/unmuting in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/people/:participant/removal  in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/people/:participant/reinstatement in     in   no   no   no   no   ok   ok   no   ok   no
GET /dialogues/:code/minutes                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET /dialogues/:code/minutes/edit                  in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/minutes/parts/:part          in     in   no   no   no   no   ok   ok   no   no   no
POST /dialogues/:code/minutes/approval             in     in   no   no   no   no   no   no   no   ok   no
POST /dialogues/:code/minutes/return               in     in   no   no   no   no   no   no   no   ok   no
POST /dialogues/:code/minutes/publication          in     in   no   no   no   no   ok   ok   no   ok   no
POST /dialogues/:code/minutes/corrections          in     in   no   no   no   no   ok   ok   no   ok   no
GET /dialogue-desk                                 in     in   ok   ok   ok   ok   no   no   no   no   no
POST /dialogue-desk/:question/prepared             in     in   ok   --   ok   --   no   no   no   no   no
POST /dialogue-desk/:question/answer               in     in   ok   --   ok   --   no   no   no   no   no

listUnits                                          ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
listRegulations                                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
getRegulation                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
listProcedureQuestions                             ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
listTargetValues                                   ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
giveTargetValues                                   in     in   ok   ok   ok   ok   ok   no   no   no   no
getDelayList                                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
listHeads                                          ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
listBlocks                                         ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
getSealedText                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
raiseDifficulty                                    in     in   ok   no   ok   no   no   no   no   no   no
listDifficulties                                   in     in   ok   ok   ok   ok   no   no   no   no   no
submitFeedback                                     ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
listFeedback                                       ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
getFeedback                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
getDeadlinePassport                                ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
pauseFeedback                                      in     in   ok   no   ok   no   no   no   no   no   no
extendFeedback                                     in     in   ok   no   ok   no   no   no   no   no   no
classifyFeedback                                   in     in   no   no   ok   no   ok   no   no   no   no
routeFeedback                                      in     in   no   no   no   no   ok   no   no   no   no
mergeFeedback                                      in     in   no   no   no   no   ok   no   no   no   no
unmergeFeedback                                    in     in   no   no   no   no   ok   no   no   no   no
splitFeedback                                      in     in   ok   no   ok   no   ok   no   no   no   no
undoSplit                                          in     in   ok   no   ok   no   ok   no   no   no   no
linkFeedback                                       in     in   ok   no   ok   no   ok   no   no   no   no
unlinkFeedback                                     in     in   ok   no   ok   no   ok   no   no   no   no
listTags                                           in     in   ok   ok   ok   ok   ok   no   no   no   no
previewBulkAct                                     in     in   ok   ok   ok   ok   ok   no   no   no   no
planBulkAct                                        in     in   ok   ok   ok   ok   ok   no   no   no   no
tagFeedback                                        in     in   ok   no   ok   no   ok   no   no   no   no
contestRefusal                                     no     ok   no   no   no   no   no   no   no   no   no
upholdRefusal                                      in     in   no   no   no   no   ok   no   no   no   no
takeBackRefusal                                    in     in   no   no   no   no   ok   no   no   no   no
transferFeedback                                   in     in   no   no   ok   no   ok   no   no   no   no
answerFeedback                                     in     in   ok   no   ok   no   no   no   no   no   no
acceptFeedback                                     in     in   no   no   no   no   ok   no   no   no   no
refuseFeedback                                     in     in   no   no   no   no   ok   no   no   no   no
assignFeedback                                     in     in   ok   no   ok   no   no   no   no   no   no
disputeFeedback                                    in     in   ok   no   ok   no   no   no   no   no   no
decideDispute                                      in     in   no   no   no   no   ok   no   no   no   no
interimAnswer                                      in     in   ok   no   ok   no   no   no   no   no   no
approveAnswer                                      in     in   no   no   ok   no   no   no   no   no   no
returnAnswer                                       in     in   no   no   ok   no   no   no   no   no   no
checkAnswer                                        in     in   ok   no   ok   no   no   no   no   no   no
rateFeedback                                       no     ok   no   no   no   no   no   no   no   no   no
reopenFeedback                                     no     ok   no   no   no   no   no   no   no   no   no
appealFeedback                                     no     ok   no   no   no   no   no   no   no   no   no
nameDemandedPapers                                 no     ok   no   no   no   no   no   no   no   no   no
answerDemandedPaper                                in     in   no   no   ok   no   no   no   no   no   no
lookAtAnswerAgain                                  in     in   no   no   ok   no   ok   no   no   no   no
decideAppeal                                       in     in   no   no   no   no   no   no   no   ok   no
listCommitments                                    ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
createDialogue                                     in     in   no   no   no   no   ok   ok   no   no   no
listDialogueHosts                                  in     in   no   no   no   no   ok   ok   no   no   no
listDialogues                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
getDialogue                                        ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
registerParticipant                                ok     ok   no   no   no   no   no   no   no   no   no
askQuestion                                        ok     ok   no   no   no   no   ok   ok   no   ok   no
listQuestions                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
getDialogueLog                                     ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok

listSavedFilters                                   in   in   ok   ok   ok   ok   ok   no   no   no   no
saveFilter                                         in   in   ok   ok   ok   ok   ok   no   no   no   no
editDialogue                                       in   in   no   no   no   no   ok   ok   no   no   no
planReorganisation                                 in   in   no   no   no   no   no   no   no   no   ok
CALL answer.check                                  in     in   ok   no   ok   no   no   no   no   no   no
LIVE feedback                                      ok     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
LIVE inbox (of the unit)                           --     --   ok   --   ok   --   --   --   --   --   --
LIVE inbox (triage)                                --     --   --   --   --   --   ok   --   --   --   --
LIVE panel                                         --     --   ok   --   ok   --   --   --   --   --   --
`;

export type Outcome = 'ok' | 'in' | 'no' | '--';

export interface Row {
  name: string;
  expected: Record<ViewerName, Outcome>;
}

/** Somebody in a role of the city's own, made of what a reviewer may and of the name and colour of the site. */
export const OWN_ROLE = ['review-answers', 'see-quality', 'branding'] as const;

export function expectedOfOwnRole({ name, expected }: Row): Outcome {
  return name.includes(' /administration/branding') ? expected.administrator : expected.reviewer;
}

const OWN_ROWS: Row[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .filter((line) => line.trim())
  .map((line) => {
    const cells = line.trim().split(/\s+/);
    const outcomes = cells.slice(-VIEWERS.length) as Outcome[];
    const name = cells.slice(0, -VIEWERS.length).join(' ');
    const expected = Object.fromEntries(VIEWERS.map((viewer, at) => [viewer, outcomes[at]!]));
    return { name, expected } as Row;
  });

export const ROWS: Row[] = [...OWN_ROWS, ...rowsLikePages(OWN_ROWS)];
