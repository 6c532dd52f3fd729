/** Pages that everybody may read: the site, units and procedures, Open311. */
export const OPEN_PAGES = `
                                                                 stranger  sender  offi  else  head  else  coor  mode  revi  lead  admi
GET /                                                            ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /about                                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /robots.txt                                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /sitemap.xml                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /favicon.ico                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api                                                         ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /privacy                                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /accessibility                                               ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /demo/components                                             --        --      --    --    --    --    --    --    --    --    --
GET /language/:language                                          ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /units                                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /units/:slug                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /regulations                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /regulations/:slug                                           ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/discovery.json                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/services.json                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/services/:service.json                           ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/requests.json                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/requests/:code.json                              ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/tokens/:code.json                                ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /open311/v2/requests.json                                   ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/discovery.xml                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/services.xml                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/services/:service.xml                            ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/requests.xml                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/requests/:code.xml                               ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /open311/v2/tokens/:code.xml                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /open311/v2/requests.xml                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /brand.css                                                   ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /seal                                                        ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /calendar-feed/:token.ics                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /calendar.ics                                                ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /guide                                                       in        in      ok    ok    ok    ok    ok    ok    ok    ok    ok
`;
