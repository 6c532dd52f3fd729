/** Calls of the JSON API, of open pages and topics that pages watch. Calls that do what a form does stand in `calls-like-pages.ts`. */
export const CALLS = `
                                                                 stranger  sender  offi  else  head  else  coor  mode  revi  lead  admi
listUnits                                                        ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listRegulations                                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
getRegulation                                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listProcedureQuestions                                           ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listTargetValues                                                 ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
giveTargetValues                                                 in        in      ok    ok    ok    ok    ok    no    no    no    no
getDelayList                                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listHeads                                                        ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listBlocks                                                       ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
getSealedText                                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
raiseDifficulty                                                  in        in      ok    no    ok    no    no    no    no    no    no
listDifficulties                                                 in        in      ok    ok    ok    ok    no    no    no    no    no
submitFeedback                                                   ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listFeedback                                                     ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
getFeedback                                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
getDeadlinePassport                                              ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
pauseFeedback                                                    in        in      ok    no    ok    no    no    no    no    no    no
extendFeedback                                                   in        in      ok    no    ok    no    no    no    no    no    no
classifyFeedback                                                 in        in      no    no    ok    no    ok    no    no    no    no
routeFeedback                                                    in        in      no    no    no    no    ok    no    no    no    no
mergeFeedback                                                    in        in      no    no    no    no    ok    no    no    no    no
unmergeFeedback                                                  in        in      no    no    no    no    ok    no    no    no    no
splitFeedback                                                    in        in      ok    no    ok    no    ok    no    no    no    no
undoSplit                                                        in        in      ok    no    ok    no    ok    no    no    no    no
linkFeedback                                                     in        in      ok    no    ok    no    ok    no    no    no    no
unlinkFeedback                                                   in        in      ok    no    ok    no    ok    no    no    no    no
listTags                                                         in        in      ok    ok    ok    ok    ok    no    no    no    no
previewBulkAct                                                   in        in      ok    ok    ok    ok    ok    no    no    no    no
planBulkAct                                                      in        in      ok    ok    ok    ok    ok    no    no    no    no
tagFeedback                                                      in        in      ok    no    ok    no    ok    no    no    no    no
contestRefusal                                                   no        ok      no    no    no    no    no    no    no    no    no
upholdRefusal                                                    in        in      no    no    no    no    ok    no    no    no    no
takeBackRefusal                                                  in        in      no    no    no    no    ok    no    no    no    no
transferFeedback                                                 in        in      no    no    ok    no    ok    no    no    no    no
answerFeedback                                                   in        in      ok    no    ok    no    no    no    no    no    no
acceptFeedback                                                   in        in      no    no    no    no    ok    no    no    no    no
refuseFeedback                                                   in        in      no    no    no    no    ok    no    no    no    no
assignFeedback                                                   in        in      ok    no    ok    no    no    no    no    no    no
disputeFeedback                                                  in        in      ok    no    ok    no    no    no    no    no    no
decideDispute                                                    in        in      no    no    no    no    ok    no    no    no    no
interimAnswer                                                    in        in      ok    no    ok    no    no    no    no    no    no
approveAnswer                                                    in        in      no    no    ok    no    no    no    no    no    no
returnAnswer                                                     in        in      no    no    ok    no    no    no    no    no    no
checkAnswer                                                      in        in      ok    no    ok    no    no    no    no    no    no
rateFeedback                                                     no        ok      no    no    no    no    no    no    no    no    no
reopenFeedback                                                   no        ok      no    no    no    no    no    no    no    no    no
appealFeedback                                                   no        ok      no    no    no    no    no    no    no    no    no
nameDemandedPapers                                               no        ok      no    no    no    no    no    no    no    no    no
answerDemandedPaper                                              in        in      no    no    ok    no    no    no    no    no    no
lookAtAnswerAgain                                                in        in      no    no    ok    no    ok    no    no    no    no
decideAppeal                                                     in        in      no    no    no    no    no    no    no    ok    no
listCommitments                                                  ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
createDialogue                                                   in        in      no    no    no    no    ok    ok    no    no    no
listDialogueHosts                                                in        in      no    no    no    no    ok    ok    no    no    no
listDialogues                                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
getDialogue                                                      ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
registerParticipant                                              ok        ok      no    no    no    no    no    no    no    no    no
askQuestion                                                      ok        ok      no    no    no    no    ok    ok    no    ok    no
listQuestions                                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
getDialogueLog                                                   ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
listSavedFilters                                                 in        in      ok    ok    ok    ok    ok    no    no    no    no
saveFilter                                                       in        in      ok    ok    ok    ok    ok    no    no    no    no
editDialogue                                                     in        in      no    no    no    no    ok    ok    no    no    no
planReorganisation                                               in        in      no    no    no    no    no    no    no    no    ok
CALL answer.check                                                in        in      ok    no    ok    no    no    no    no    no    no
LIVE feedback                                                    ok        ok      ok    ok    ok    ok    ok    ok    ok    ok    ok
LIVE inbox (of the unit)                                         --        --      ok    --    ok    --    --    --    --    --    --
LIVE inbox (triage)                                              --        --      --    --    --    --    ok    --    --    --    --
LIVE panel                                                       --        --      ok    --    ok    --    --    --    --    --    --
`;
