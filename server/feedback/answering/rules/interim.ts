/**
 * Words with which news tells nothing yet: that there is a matter, that somebody considers it, thanks, patience. In
 * Vietnamese by syllable, else by the beginning of the word.
 */
const VIETNAMESE = new Set(
  (
    'chúng tôi em sở phòng phường xã quận ủy ban cơ quan đơn vị bộ phận thành phố đang đã sẽ vẫn còn cũng được bị và thì là ' +
    'xem xét xử lý giải quyết nghiên cứu kiểm tra rà soát đánh giá ý kiến phản ánh kiến nghị góp hồ sơ nội dung ' +
    'vụ việc vấn đề yêu cầu thư đơn của ông bà anh chị bạn quý công dân người dân doanh nghiệp kính tiếp nhận ghi nhận ' +
    'nhận thụ lý cảm ơn trân trọng xin vui lòng mong thông cảm chờ đợi theo quy định pháp luật trong thời gian tới sớm ' +
    'nhất ngay sau khi có kết quả trả lời thông báo báo cho đến về các những này đó với để tiến hành triển khai phối hợp ' +
    'liên quan kịp thời thẩm quyền quá trình bước một cách nghiêm túc'
  ).split(' '),
);
const BEGINNINGS =
  /^(?:we|our|us|i|it|its|is|are|am|be|been|being|was|were|has|have|had|will|the|a|an|and|of|to|in|on|at|by|for|with|into|as|under|your|you|this|that|look\w*|consider\w*|review\w*|process\w*|handl\w*|work\w*|deal\w*|study|studying|examin\w*|request\w*|feedback|item|matter|case|question|letter|message|issue|concern\w*|thank\w*|patien\w*|please|wait\w*|soon|possible|shortly|course|due|time|answer\w*|repl\w*|inform\w*|receiv\w*|note[ds]?|regist\w*|office|department|city|dear|kind\w*|still|currently|now|мы|наш\S*|я|он\S*|ваш\S*|вас|вам|вы|в|на|с|со|за|и|по|о|об|от|до|к|у|не|это\S*|обращени\S*|вопрос\S*|письм\S*|заявлени\S*|рассм\S*|изуча\S*|провер\S*|обрабат\S*|работ\S*|реша\S*|занима\S*|наход\S*|спасиб\S*|благодар\S*|терпени\S*|ожида\S*|жд[её]\S*|подожд\S*|пожалуйст\S*|ближайш\S*|врем\S*|срок\S*|установленн\S*|порядк\S*|закон\S*|принят\S*|получен\S*|зарегистрир\S*|буд\S*|сообщ\S*|ответ\S*|ведомств\S*|уважаем\S*|сейчас|уже|ещ[её])$/u;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const FEWEST_TELLING = 3;

/** Whether news on the way names anything: what was done, what is awaited, from whom. */
export function tellsNews(text: string): boolean {
  const telling = new Set<string>();
  for (const [word] of text.normalize('NFC').toLowerCase().matchAll(WORD)) {
    if (VIETNAMESE.has(word) || BEGINNINGS.test(word)) continue;
    telling.add(word);
    if (telling.size >= FEWEST_TELLING) return true;
  }
  return false;
}

interface PromisedNews {
  at: Date;
  promisedAt: Date;
}

/** Whether the day that news promised went by before the answer, or before later news promised another. */
export function newsMissed(
  interims: readonly PromisedNews[],
  at: number,
  { closedAt, now }: { closedAt: Date | null; now: Date },
): boolean {
  const renewed = interims[at + 1]?.at ?? closedAt ?? now;
  return interims[at]!.promisedAt < renewed;
}
