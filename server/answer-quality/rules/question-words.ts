import type { Language } from './types.ts';

/** What kind of thing is asked; each kind is answered by its own kind of element. */
export type PointKind = 'when' | 'amount' | 'who' | 'why' | 'where' | 'yes-no' | 'what' | 'how' | 'request';

export type Grammar = {
  /** In order: the first kind whose pattern fits is taken. Each looks at one clause of bounded length. */
  kinds: [PointKind, RegExp][];
  /** A clause that begins so is a question of its own. */
  head: RegExp;
  /** Where a sentence may fall into several asks; global, for all of them are looked for. */
  joint: RegExp;
  request: RegExp;
  /** A wish: an ask only when nothing else is asked. */
  wish: RegExp;
  /** "I want it back": an ask though it is no request by its verb. */
  demand: RegExp;
  /** A question that wants no answer: dropped beside others. */
  rhetorical: RegExp;
  /** Asks for an answer as such, adds no point beside another one. */
  empty: RegExp;
  /** Joined verbs that make one formula. */
  formula: RegExp;
};

const vi: Grammar = {
  kinds: [
    [
      'when',
      /bao giờ|khi nào|bao lâu|ngày nào|hôm nào|tháng nào|lúc nào|mấy giờ|mấy ngày|chừng nào|đến khi|thời gian nào|thời điểm nào|hạn nào|năm nào|khi mô/,
    ],
    ['amount', /nhiêu|mấy|mức nào|bao xa/],
    [
      'why',
      /vì sao|tại sao|lý do|nguyên nhân|sao lại|cớ gì|sao không|sao chưa|sao vẫn|^sao |do đâu|làm rõ vì/,
    ],
    ['who', /\bai\b|(?:^|\s)ai(?:\s|$)|người nào|cấp nào|cơ quan nào|đơn vị nào|bên nào|phòng nào|sở nào/],
    ['where', /ở đâu|chỗ nào|nơi nào|đâu(?:\s|$)/],
    ['how', /thế nào|ra sao|làm sao|bằng cách nào|cách nào|như nào|sao\s*$|kiểu gì/],
    [
      'yes-no',
      /(?:không|chưa|(?:^|\s)(?:ko|k|hok|hông))(?: ạ| a| vậy| thế)?\s*$|không\s*[,)]|hay không|hay chưa|có phải|phải không|được không|hay là|à\s*$|chứ\s*$|hay (?:phải|cần|vẫn|chỉ)|có .{1,80} không(?:\s|$)|có được/,
    ],
    ['what', /\s?gì(?:\s|$)|nào(?:\s|$)|những gì|loại nào/],
  ],
  head: /(?:^|\s)(?:bao giờ|khi nào|bao lâu|bao nhiêu|mấy|vì sao|tại sao|sao|ai|ở đâu|đâu|thế nào|ra sao|làm sao|gì|nào|chừng nào|hôm nào|lý do gì|lý do nào)(?:\s|$)|(?:^|\s)(?:không|chưa|ko|k|hok|hông|hong|hem)(?: ạ| vậy| thế| nhỉ| hả| nữa| đây| a)?\s*$|(?:^|\s)nhiêu(?:\s|$)|hay không|hay chưa|phải không|(?:^|\s)có (?:phải|được|cần|nên|thể) |hay (?:phải|cần|vẫn|chỉ) |(?:^|\s)chứ(?: ạ)?\s*$|\S \S{2,} hay (?!là )\S/,
  joint:
    /\s*[,;:–—]\s+(?:và\s+|thì\s+|rồi\s+|còn\s+|nếu\s+)?|\s+(?:(?<!đúng )và(?! đủ)|với lại|cũng như|đồng thời|rồi(?! thì| mà))\s+/g,
  request:
    /(?<!gửi |đơn |các |nhiều |lần |bị |theo |những )(?:đề nghị|kiến nghị|yêu cầu)|(?:^|[,.] |tôi |em |con |cháu )xin (?!lỗi|cảm ơn|chào|phép|cấp|giấy|hỏi)|mong |cho biết |làm ơn|(?:^|\s)hãy |nhờ |giúp |cho (?:tôi|em|chúng tôi|cháu|bà con) (?:xin|hỏi|biết)| đi\s*(?:$|!)|^(?:dẹp|dỡ|đuổi|phạt|sửa|lắp|trả|xử lý|bỏ|cấm|thu hồi) | giùm| dùm| với\s*$|cần (?:phường|xã|sở|cơ quan|thành phố)|trả lại (?:tiền|cho)|phải (?:trả|đền|sửa|xử lý)/,
  wish: /muốn |mong muốn|nhu cầu/,
  demand: /(?:tôi|chúng tôi|em|bà con) (?:đòi|cần một câu trả lời)/,
  rhetorical:
    /^chẳng phải .{1,150} sao$|^(?:thế |vậy |chẳng lẽ|lẽ nào|hay là |hay để |đợi |phải chờ )?(?:có còn là|dân biết kêu ai|kêu ai|còn gì là|sống sao|ai chịu nổi|ai mà chịu)|^chẳng lẽ|^lẽ nào|chết người mới|mất mạng mới|mới chịu (?:làm|sửa)|coi (?:dân|chúng tôi) (?:là|ra) gì|biết kêu ai|văn minh (?:đây|ở chỗ)/,
  empty:
    /^xin (?:mấy |các )?(?:anh|chị|cô|chú|ông|bà|phường|xã|sở|quý cơ quan) .{0,8}(?:nói|trả lời|cho biết)(?: rõ)?(?: dùm| giùm| giúp)?$|^(?:xin |đề nghị )?(?:đừng|không) (?:trả lời|nói|viết)|^(?:xin|đề nghị|mong|nhờ|rất mong|kính mong|kính đề nghị|vui lòng)?\s*(?:quý |cơ quan |phường |sở |xã |thành phố |ủy ban |ubnd |các )*(?:trả lời|giải đáp|cho biết|phản hồi|hồi âm|tư vấn|hướng dẫn|xem giúp|giúp|cho tôi hỏi|hỏi)(?:\s+(?:giúp|rõ|sớm|dùm|giùm|tôi|cho tôi|với|thẳng|cụ thể|cho rõ|ngay))*(?:\s*[,:.]?\s*$|\s*[,:]?\s+(?:được|có|một|đúng).{0,30}$)/,
  formula:
    /(?:xem xét|kiểm tra|xác minh|rà soát|nghiên cứu|làm rõ|tiếp nhận)\s+và\s+(?:xử lý|giải quyết|trả lời|khắc phục|xử phạt|có biện pháp|chấn chỉnh)/,
};

const en: Grammar = {
  kinds: [
    [
      'when',
      /\bwhen\b|how soon|how long|what (?:date|day|time)|which (?:date|day|month)|by what date|what hour/,
    ],
    [
      'amount',
      /how (?:much|many|large|high|big|far|often|old|wide|deep)|what (?:is the )?(?:amount|fee|price|rate|cost|size|share|limit)|at what rate/,
    ],
    [
      'why',
      /\bwhy\b|how come|what (?:is|was) the reason|for what reason|on what (?:legal )?(?:basis|grounds?)|explain/,
    ],
    ['who', /\bwho(?:se|m)?\b|which (?:office|unit|department|agency|body|authority|desk|division)/],
    ['where', /\bwhere\b|which (?:place|address|counter|street)/],
    ['how', /\bhow\b/],
    [
      'yes-no',
      /^(?:if (?:not|so|yes),?\s*)?(?:and |or |but |so |then )?(?:is|are|was|were|do(?! something| not)|does|did|can|could|may|might|must|shall|should|will|would|has|have|had|am|isn't|aren't|don't|doesn't|can't|won't)\b|whether|^any /,
    ],
    ['what', /\bwhat\b|\bwhich\b/],
  ],
  head: /^(?:if (?:not|so|yes),?\s*|(?:and|or|but|so|then|also) )?(?:(?:by|on|in|at|to|from|for|under|until|till|below|above|with|of) )?(?:when|how|why|who|whose|whom|where|what|whats|what's|which|is|are|was|were|do|does|did|can|could|may|must|shall|should|will|would|has|have|am)\b/,
  joint:
    /\s*[,;:–—]\s+(?:and\s+|but\s+|or\s+|also\s+)?|\s+&\s+|\s+(?:and|plus|as well as)\s+|\s+or\s+(?=(?:when|how|why|who|where|what) )|\)\s+and\s+/g,
  request:
    /\bplease\b|\bkindly\b|\b(?:asks?:? |asking )(?=(?:whether|if|what|when|where|who|why|how|which)\b)|\b(?:i|we|residents|parents|tenants|neighbours|members|traders|owners)(?: would| all| therefore| hereby| also)? (?:ask|request|demand|propose|suggest|urge|insist|call|petition)\b|^(?:and |then |so )?(?:extend|change|repair|fix|remove|stop|cancel|return|refund|move|install|give|tell|send|put|build|clean|replace|restore|let|make|allow|explain|check|show|open|close|correct|issue|pay|withdraw|reduce|drop|bring|turn|plant|paint|add|keep|allow|confirm|name|publish|investigate|find|reply|answer|do|sort|get|cut|clear|lower|mark|ban|fine|punish|discipline|test|inspect|review|reconsider|register|intimate|waive|abolish|scrap|suspend|have|take|say|forbid|prevent|look|hand|simplify|provide|enforce|reopen|accept|compensate|release|reinstate|do something|wash|fell|drain|sweep|empty|call|order|widen|fill|dig|light|switch|close|seal|tow|mend|lay|prop|lift|raise|transfer|grant|renew|exempt|connect|supply|measure|survey|apologi[sz]e|stop)\b/,
  wish: /\b(?:want|would like|need|wish|hope|expect)\b/,
  demand:
    /\b(?:i|we) (?:also )?(?:want|would like|need|wish) (?:it|that|this|them|him|her|my|our|to know)\b|\bit has to be \w+ed\b/,
  rhetorical:
    /^(?:and |so |or )?(?:who (?:likes|cares)|are you (?:blind|deaf|joking|serious|not ashamed)|are the dead |(?:must|do|does) .{1,20} (?:die|burn|drown|be killed|get (?:hurt|killed))(?: first)?$|is (?:that|this) (?:what you|how you|your idea|the \w+ \w+ you promise)|is nobody |how (?:dare|stupid|hard can)|what kind of (?:city|country|people|service|government)|have you no|where is (?:the justice|your conscience)|do you (?:even|sleep)|would you (?:breathe|live|like|want|drink|sleep|eat|walk|stand)\b.{0,12}$|shall we|should we wait|are we supposed)/,
  empty:
    /^(?:please |and )?(?:do not|don't) (?:answer|reply|write|send|tell|say)|^(?:please |kindly |could you |can you |just )?(?:please )?(?:answer|reply|advise|respond|let (?:me|us) know|help|clarify|tell (?:me|us))(?: (?:me|us|this|soon|clearly|please|plainly|my questions?|yes or no|with a yes or no))*\s*[.:!?]?$|^(?:please |just |simply |a )*(?:answer |say |tell me |tell us )?(?:with )?(?:a )?(?:simple |plain )?yes or no\s*[.?!]?$/,
  formula:
    /(?:check|investigate|look into|review|consider|examine) and (?:act|fix|resolve|reply|respond|solve|deal|take action|handle)/,
};

const ru: Grammar = {
  kinds: [
    [
      'when',
      /когда|какого числа|в какой срок|до какого|с какого|сколько (?:ещё|еще )?(?:ждать|времени|дней|месяцев)|какой срок|каков срок|как долго|как скоро|через сколько|(?:^|\s)сроки?\s*$|какие сроки|каковы сроки|долго ли|в какие сроки|к какому/,
    ],
    [
      'amount',
      /сколько|скольки|какова сумма|какая сумма|какой (?:размер|тариф|штраф)|каков размер|на какую сумму|по какой цене|какая (?:цена|ставка|очередь)/,
    ],
    ['why', /почему|зачем|по какой причине|на каком основании|за что|с какой стати|отчего|причин|объясните/],
    ['who', /(?:^|\s)(?:кто|кем|кого|кому|чья|чей|чьё|чье)(?:\s|$)|какой (?:отдел|орган)|какая служба/],
    ['where', /(?:^|\s)(?:где|куда|откуда)(?:\s|$)|по какому адресу/],
    ['how', /(?:^|\s)как(?:\s|$)|каким образом/],
    [
      'yes-no',
      /\sли(?:\s|$|,)|^(?:а |и )?(?:можно|нужно|нужна|нужен|нужны|надо|будет|будут|есть|имею|имеет|имеем|должен|должна|должны|положен|положена|обязан|обязаны|правда|разве|неужели|могу|можем|могут|примете|уберёте|сделаете|вернёте|или)(?:\s|$)|или нет/,
    ],
    ['what', /(?:^|\s)(?:что|ч[её]|чем|чего|как(?:ой|ая|ое|ие|ую|их|ими|им|ова|ов|овы))(?:\s|$)/],
  ],
  head: /^(?:(?:и|а|но|или|же|то|тогда) )?(?:(?:в|на|до|с|к|по|за|от|из|из-за|у|для|о|об|под|через|после|ради) )?(?:когда|сколько|почему|зачем|кто|кем|кого|кому|чей|чья|чьи|чью|чьих|почем|почём|где|куда|откуда|как|каким|какой|какая|какое|какие|какую|каков|какова|каковы|каком|какого|какому|чем|чьей|чьего|скольки|скольких|ч[её]|можно|нужно|нужна|нужен|надо|будет|будут|есть|отчего|долго)(?:\s|$)|^(?:и |а |но |или )?(?:не )?[а-яё-]{2,20} ли(?:\s|$)|^(?:и |а )?что(?:-то|-нибудь)?(?:\s|$)/,
  joint: /\s*[,;:–—]\s+(?:и\s+|а\s+|но\s+|или\s+)?|\s+(?:и|а также|а)\s+/g,
  request:
    /прошу|просим|требую|требуем|предлага[юе]|пожалуйста|(?:^|[\s,])(?:дайте|[а-яё]{3,20}(?:йте|ьте|ите|ите-ка|йтесь|итесь))(?:[\s,.!?]|$)|необходимо|настаива|просьба|ходатайств/,
  wish: /хочу|хотим|хотел|нужн|надо/,
  demand: /(?:^|\s)(?:чтобы? больше не|[а-яё]{2,20}ли бы)\s/,
  rhetorical:
    /^(?:и |а |ну |или |так )*(?:это (?:теперь|и есть|по-вашему)|разве это|вам (?:самим |всем )?не|вам самим|вы (?:вообще люди|хоть раз)|люди вы|мы (?:что|вам|люди|не люди)|нас (?:что|за людей)|сколько (?:можно$|можно (?:ждать|терпеть|просить|писать)|ещё терпеть|еще терпеть)|доколе|до каких пор|где (?:справедливость|совесть|ваша совесть)|есть ли (?:у вас )?совесть|совесть|как (?:же так|вам не)|кому (?:это|мы) нуж|за что (?:нам|мы)|куда смотр|о ч[её]м вы думаете|чем вы (?:думаете|заняты|занимаетесь)|за кого|что за (?:безобразие|бардак|отношение|порядки)|как (?:так$|это (?:вообще )?(?:возможно|понимать))|у нас что(?:[\s,]|$)|не стыдно|стыдно|город-то|кто мы|зачем тогда)|или вы (?:по|не|сами)|или кто$|или так и|не надоело|людей за людей/,
  empty:
    /^(?:прошу|просим) (?:разобраться|принять меры|цифр[уы]|дат[уы]|срок|конкрет|помочь|ответ|назвать дату).{0,25}$|^скажите хоть|^(?:и )?(?:пожалуйста,? )?помогите[.!]?$|^(?:пожалуйста,? )?не (?:пишите|отвечайте|надо|присылайте|отправляйте)|^(?:прошу |просим |просьба |очень |пожалуйста,? )*(?:ответ(?:ьте|ить|а)|подскажите|скажите|разъясните|дайте ответ|помогите|жду ответа|сообщите|проконсультируйте)(?:[\s,]+(?:пожалуйста|пожалуста|нам|мне|по существу|честно|прямо|на вопрос[ы]?|конкретно|чётко|срочно|разобраться))*\s*[.!:?]?$/,
  formula:
    /(?:разобраться|проверить|рассмотреть|проверьте|разберитесь|рассмотрите) и (?:принять|ответить|примите|ответьте|устранить|дать ответ|навести)/,
};

const GRAMMAR: Record<Language, Grammar> = { vi, en, ru };

export function withoutMarks(pattern: RegExp): RegExp {
  return new RegExp(
    pattern.source
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replaceAll('đ', 'd'),
    pattern.flags,
  );
}

/** Vietnamese typed without tone marks. */
const viPlain: Grammar = {
  kinds: vi.kinds.map(([kind, pattern]) => [kind, withoutMarks(pattern)]),
  head: withoutMarks(vi.head),
  joint: withoutMarks(vi.joint),
  request: withoutMarks(vi.request),
  wish: withoutMarks(vi.wish),
  demand: withoutMarks(vi.demand),
  rhetorical: withoutMarks(vi.rhetorical),
  empty: withoutMarks(vi.empty),
  formula: withoutMarks(vi.formula),
};

const VIETNAMESE_MARK = /[\u0300-\u0309\u0323\u031bđĐ]/;
/** Letters that hold such a mark stand below this one. */
const BEHIND_MARKED = 0x2000;

/** The marks, and all letters that are written with one. */
function markedLetters(): RegExp {
  const marked: string[] = [];
  for (let code = 0xc0; code < BEHIND_MARKED; code++) {
    const letter = String.fromCharCode(code);
    if (VIETNAMESE_MARK.test(letter.normalize('NFD'))) marked.push(letter);
  }
  return new RegExp(`[${marked.join('')}]`);
}

let marked: RegExp | undefined;

export function hasToneMarks(text: string): boolean {
  marked ??= markedLetters();
  return marked.test(text.length > 2000 ? text.slice(0, 2000) : text);
}

export function grammarFor(text: string, language: Language): Grammar {
  return language === 'vi' && !hasToneMarks(text) ? viPlain : GRAMMAR[language];
}

/** The kind of one ask, from its own words. */
export function kindOf(point: string, language: Language): PointKind {
  const text = point
    .normalize('NFC')
    .toLowerCase()
    .slice(-300)
    .replace(/[?!.\s]+$/u, '')
    .trim();
  const grammar = grammarFor(text, language);
  for (const [kind, pattern] of grammar.kinds) if (pattern.test(text)) return kind;
  return 'request';
}
