import { hasToneMarks, withoutMarks } from './question-words.ts';
import type { Language } from './types.ts';

/** What exactly a point asks for; one point may ask for several things. */
export type Facet =
  | 'fee'
  | 'duration'
  | 'date'
  | 'papers'
  | 'place'
  | 'who'
  | 'count'
  | 'basis'
  | 'reason'
  | 'way';

type Patterns = Record<Facet, RegExp>;

const en: Patterns = {
  fee: /\b(?:costs?|fees?|price|charged?|tariff|for free)\b|how much/,
  duration:
    /how long|how many (?:working )?(?:days|weeks|months)|how soon|how quickly|time limit|within what/,
  date: /\bwhen\b|what (?:date|day|time|hour)|which (?:date|day|month|year)|until what|from what (?:date|day)|(?:opening|closing) (?:times?|hours?)/,
  papers:
    /what (?:papers|documents|forms?)|which (?:papers|documents|forms?)|what (?:do|must|should) (?:i|we) (?:need|bring|hand|submit)|what (?:is|else is) needed|what to bring|(?:papers|documents) (?:do|must|are|does)/,
  place: /\bwhere\b|which (?:counter|office|address|place|desk|street)|at what address/,
  who: /\bwho(?:m|se)?\b|which (?:office|unit|department|agency|body|authority|person|officer|insurer|company|contractor)/,
  count:
    /how (?:many|large|high|big|far|often|old|wide|deep|tall)|what (?:is the )?(?:amount|rates?|size|share|limit|values?|level|age|maximum|minimum|ceiling|distance)|up to what|from what age|at what rates?/,
  basis:
    /what (?:law|rule|decree|legal)|on what (?:legal )?(?:basis|grounds?)|which (?:law|rule|article|decree)/,
  reason:
    /\bwhy\b|how come|what (?:is|was) the (?:reason|cause)|reason for|what (?:is|was|went) wrong|explain|what (?:caused|happened)/,
  way: /\bhow (?:do|can|does|is|are|to|will|should|must|shall|would)\b|what (?:do|must|should|can) (?:i|we) do|in what way|which steps/,
};

const vi: Patterns = {
  fee: /bao nhiêu tiền|(?:phí|giá|tiền|tốn|đóng|nộp|thu|trả|mất|hết|mức).{0,25}(?:nhiêu|mấy)|mất (?:tiền|phí)|tốn (?:phí|tiền)|miễn phí|lệ phí/,
  duration: /bao lâu|mấy (?:ngày|hôm|tháng|tuần|bữa)|bao nhiêu (?:ngày|tháng|lâu)|thời (?:hạn|gian)/,
  date: /bao giờ|khi nào|(?:ngày|hôm|tháng|lúc|bữa|thứ) (?:nào|mấy)|mấy giờ|chừng nào|hạn (?:chót|cuối)|lịch/,
  papers:
    /giấy (?:tờ|gì)|hồ sơ (?:gồm|cần|gì|thế)|cần (?:những )?(?:gì|giấy|mang)|mang (?:theo )?(?:những )?gì|thủ tục (?:gồm|gì|thế|như)|bổ sung.{0,20}gì/,
  place: /ở đâu|chỗ nào|nơi nào|đi đâu|đâu\s*\??$|đến đâu|ra đâu|về đâu|quầy nào|địa điểm/,
  who: /(?:^|\s)ai(?:\s|$)|người nào|cơ quan nào|đơn vị nào|bên nào|phòng nào|sở nào|cấp nào/,
  count: /mấy|bao nhiêu|mức nào|bao xa|tối đa|tối thiểu/,
  basis: /căn cứ (?:nào|văn bản|pháp|gì)|văn bản nào|luật nào|điều nào|quy định nào/,
  reason: /vì sao|tại sao|(?:^|\s)sao |lý do|nguyên nhân|cớ gì|vướng|tắc|do đâu|thiếu gì/,
  way: /làm (?:thế nào|sao)|thế nào|ra sao|cách (?:nào|làm)|như nào|bằng cách|xử lý sao|các bước|trình tự|hướng dẫn/,
};

const ru: Patterns = {
  fee: /сколько (?:стоит|стоят|это|буд|плат|надо плат|заплат|прид[её]тся|денег|с меня|всего)|поч[её]м|какова? (?:цена|стоимость|плата|пошлина)|какая (?:пошлина|плата|сумма|цена)|платн|доплачивать|пошлина/,
  duration:
    /сколько (?:дней|времени|ждать|делают|делается|месяцев|недель|дня|длится|займ)|как долго|за какой срок|(?:какой|каков|какие|каковы) срок|за сколько|через сколько|как скоро|как быстро/,
  date: /когда|какого числа|в какой (?:день|месяц)|на какое число|до (?:какого|скольки)|с какого|к какому|в каком (?:месяце|году)|в какие (?:дни|часы)/,
  papers:
    /какие (?:документы|бумаги|справки|нужны)|что (?:нужно|надо|взять|принести|нести|с собой|собрать|требуется)|ч[её] нести|документы нужны|перечень/,
  place:
    /(?:^|\s)(?:где|куда|откуда)(?:\s|$)|по какому адресу|в какой (?:кабинет|район)|в каком (?:окне|кабинете)/,
  who: /(?:^|\s)(?:кто|кем|кого|кому|чья|чей|чьей|чь[её])(?:\s|$)|какой (?:отдел|орган)|какая (?:служба|организация|компания)/,
  count:
    /сколько|скольки|какой (?:размер|тариф|штраф|высот|процент)|в каком размере|какая (?:высота|площадь|очередь|ставка)|с каким интервалом/,
  basis: /на каком основании|по какому закону|какой (?:закон|документ)|какая статья/,
  reason:
    /почему|зачем|причин|за что|отчего|с какой стати|объясните|что (?:не так|случилось|именно)|по чьей вине|чему не/,
  way: /(?:^|\s)как(?:\s|$)|каким образом|что (?:мне |нам )?делать|порядок/,
};

const PATTERNS: Record<Language, Patterns> = { vi, en, ru };
export const FACETS = Object.keys(en) as Facet[];
const viPlain = Object.fromEntries(FACETS.map((facet) => [facet, withoutMarks(vi[facet])])) as Patterns;

/** A point is read to this length. */
const READ = 400;

/** What a point asks for, in a fixed order; none when it asks for a decision or a deed. */
export function facetsOf(point: string, language: Language): Facet[] {
  const text = point.normalize('NFC').toLowerCase().slice(-READ);
  const patterns = language === 'vi' && !hasToneMarks(text) ? viPlain : PATTERNS[language];
  return FACETS.filter((facet) => patterns[facet].test(text));
}

/** Words of somebody who asks about a file or a wait of their own, not about a rule. */
const OWN_CASE: Record<Language, RegExp> = {
  en: /\b(?:my|our) (?:file|application|request|letter|complaint|case|certificate|money|claim)\b|\b(?:since|filed|lodged|handed in|sent|applied|waiting|weeks? ago|months? ago|still no|nobody|refused|rejected|returned|turned down)\b/,
  vi: /hồ sơ (?:của )?(?:tôi|em|nhà|gia đình|công ty)|nộp (?:từ|ngày|hôm)|(?:đã|tôi) nộp|bị trả|chưa thấy|chưa có|chưa được|quá hạn|từ tháng|từ ngày|mấy lần|bị từ chối|đơn của/,
  ru: /(?:^|\s)(?:подал[аи]?|сдал[аи]?|отдал[аи]?|жду|жд[её]м|до сих пор|отказали|вернули|мо[йяеё] (?:заявление|дело|письмо|обращение|жалоба)|третий раз|второй раз|уже (?:месяц|год|неделю))(?:\s|$|[,.!?])/,
};
const ownCasePlain = withoutMarks(OWN_CASE.vi);
const LONGEST_READ = 4_000;

/** Is a case of the sender's own asked about? A rule answers a question about a rule, not this one. */
export function asksOwnCase(question: string, language: Language): boolean {
  const text = question.slice(0, LONGEST_READ).normalize('NFC').toLowerCase();
  const pattern = language === 'vi' && !hasToneMarks(text) ? ownCasePlain : OWN_CASE[language];
  return pattern.test(text);
}
