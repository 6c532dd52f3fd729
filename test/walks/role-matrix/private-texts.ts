/** What few may read: confidential reports, personal data, and who has read what. */
export const PRIVATE_TEXTS = `
                                                                 stranger  sender  offi  else  head  else  coor  mode  revi  lead  admi
GET /confidential                                                ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /confidential/new                                            ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /confidential/new                                           ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /confidential/receipt                                        ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /confidential/key                                           ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /confidential/mine                                           ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /confidential/mine/message                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /confidential/mine/files/:file                               --        --      --    --    --    --    --    --    --    --    --
POST /confidential/mine/consent                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /confidential/mine/refusal                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /confidential/leave                                         ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /confidential/readers                                        in        in      no    no    no    no    no    no    no    no    ok
POST /confidential/readers                                       in        in      no    no    no    no    no    no    no    no    ok
POST /confidential/readers/:id/confirmation                      in        in      no    no    no    no    no    no    no    no    ok
POST /confidential/readers/:id/refusal                           in        in      no    no    no    no    no    no    no    no    ok
POST /confidential/readers/:id/end                               in        in      no    no    no    no    no    no    no    no    ok
GET /confidential/cases                                          in        in      --    --    --    --    --    --    --    ok    --
GET /confidential/cases/:id                                      in        in      --    --    --    --    --    --    --    ok    --
POST /confidential/cases/:id/opening                             in        in      --    --    --    --    --    --    --    ok    --
POST /confidential/cases/:id/message                             in        in      --    --    --    --    --    --    --    ok    --
POST /confidential/cases/:id/proposal                            in        in      --    --    --    --    --    --    --    ok    --
POST /confidential/cases/:id/proposal-removal                    in        in      --    --    --    --    --    --    --    ok    --
GET /confidential/cases/:id/files/:file                          in        in      --    --    --    --    --    --    --    --    --
GET /settings/confidential-limits                                in        in      no    no    no    no    no    no    no    no    ok
POST /settings/confidential-limits                               in        in      no    no    no    no    no    no    no    no    ok
GET /reading-audit                                               in        in      no    no    no    no    no    no    no    ok    ok
GET /reading-audit/list.csv                                      in        in      no    no    no    no    no    no    no    ok    ok
GET /feedback/:code/break-glass                                  in        in      no    no    no    no    no    no    no    ok    ok
POST /feedback/:code/break-glass                                 in        in      no    no    no    no    no    no    no    ok    ok
GET /settings/reading-audit                                      in        in      no    no    no    no    no    no    no    no    ok
POST /settings/reading-audit                                     in        in      no    no    no    no    no    no    no    no    ok
GET /feedback/:code/own-data                                     no        ok      no    no    no    no    no    no    no    no    no
GET /feedback/:code/own-data.json                                no        ok      no    no    no    no    no    no    no    no    no
POST /feedback/:code/erasure                                     no        ok      no    no    no    no    no    no    no    no    no
POST /feedback/:code/erasure/removal                             no        ok      no    no    no    no    no    no    no    no    no
GET /erasure-requests                                            in        in      no    no    no    no    ok    no    no    no    no
GET /feedback/:code/erasure/decision                             in        in      no    no    no    no    ok    no    no    no    no
POST /feedback/:code/erasure/decision                            in        in      no    no    no    no    ok    no    no    no    no
GET /account/own-data.json                                       in        in      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /retention                                                   in        in      no    no    no    no    no    no    no    no    ok
GET /settings/retention                                          in        in      no    no    no    no    no    no    no    no    ok
POST /settings/retention                                         in        in      no    no    no    no    no    no    no    no    ok
`;
