/** Handing in, following and what a sender does with an item. */
export const SENDERS = `
                                                                 stranger  sender  offi  else  head  else  coor  mode  revi  lead  admi
GET /feedback                                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/new                                                ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/feed.atom                                          ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/:code/feed.atom                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /follow                                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /follow                                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /follow/sent                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /following/:token/confirmation                               ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /following/:token/confirmation                              ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /following/:token/stop                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /following/:token/stop                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /following/list/:token                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /following/list/:token/stop                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /following/list/:token/stop                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/complaints                                         ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /feedback/new                                               ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/:code                                              ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/:code/due.ics                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/:code/deadline                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /feedback/:code (shielded)                                   --        ok      --    ok    --    ok    ok    --    --    --    --
GET /feedback/:code/deadline (shielded)                          --        ok      --    ok    --    ok    ok    --    --    --    --
GET /feedback/:code/due.ics (shielded)                           --        ok      --    ok    --    ok    ok    --    --    --    --
GET /feedback/:code/receipt                                      --        --      --    --    --    --    --    --    --    --    --
GET /feedback/:code/open/:token                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /feedback/:code/reply                                       no        ok      no    no    no    no    ok    no    no    no    no
POST /feedback/:code/withdrawal                                  no        ok      no    no    no    no    no    no    no    no    no
POST /feedback/:code/closing                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /feedback/:code/contact                                     no        ok      no    no    no    no    no    no    no    no    no
GET /feedback/:code/address/:token                               ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /feedback/:code/address/:token                              ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /track/lost                                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /track/lost                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /track/lost/sent                                             ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /track/provider                                              --        --      --    --    --    --    --    --    --    --    --
GET /track/provider/callback                                     --        --      --    --    --    --    --    --    --    --    --
GET /track/own                                                   --        --      --    --    --    --    --    --    --    --    --
GET /track/own/:code                                             --        --      --    --    --    --    --    --    --    --    --
POST /track/own/sign-out                                         --        --      --    --    --    --    --    --    --    --    --
GET /track                                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /track                                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /feedback/:code/refusal-contest                             no        ok      no    no    no    no    no    no    no    no    no
GET /feedback/:code/attachments/:file                            ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /feedback/:code/voices                                      ok        no      no    no    no    no    no    no    no    no    no
POST /feedback/:code/rating                                      no        ok      no    no    no    no    no    no    no    no    no
POST /feedback/:code/reopening                                   no        ok      no    no    no    no    no    no    no    no    no
POST /feedback/:code/appeal                                      no        ok      no    no    no    no    no    no    no    no    no
POST /feedback/:code/papers                                      no        ok      no    no    no    no    no    no    no    no    no
GET /feedback/:code/papers                                       in        in      no    no    ok    no    no    no    no    no    no
`;
