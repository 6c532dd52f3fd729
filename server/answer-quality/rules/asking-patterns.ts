/** How people ask, in words: for `points.ts`. */
export const BEGINS_SUBORDINATE = /^(?:if|when|since|as|nếu|khi|vì|если|когда|раз|хотя|поскольку) /;
export const OR = /(?:^|\s)(?:or|или|hay|hoặc)\s/;
/** What is asked in general, before the colon behind which it is asked in particular. */
export const HEADER = /^[^:?]{1,200}[^\d\s:]:\s+/;
/** "the one (who …)" */
export const THE_ONE = /(?:^|\s)(?:тому|тот|тех|тем|те|того|той|всем|всех|непонятно|неясно|неизвестно)$/;
export const INDIRECT =
  /^(?:and )?(?:(?:by|until|till|from|to|on|at|for) )?(?:whether|what|when|where|who|whom|whose|why|how|which) /;
export const INDIRECT_IN = /\b(?:whether|what|when|where|who|whom|whose|why|how|which|if) /;
export const INDIRECT_IN_RUSSIAN =
  /(?:^|\s)(?:когда|почему|кто|сколько|где|куда|зачем|как|как(?:ой|ая|ое|ие|ую)|чей|чья|что)\s|\sли\s/;
/** Verb before its subject, as only questions have it. */
export const INVERTED =
  /^(?:(?:and|or|but|so) )?(?:(?:what|whats|what's|when|where|how|why|who|which)(?:'s)? (?:(?:\S+ ){0,3}?(?:is|are|was|were|do|does|did|can|could|will|would|should|must|may|has|have)|much|many|long|old|papers|documents) |(?:is|are|was|am|do|does|did|can|could|will|would|should|must|may|has|have) (?:i|we|you|it|they|he|she|there|the|my|our|your|this|that|any|a) )/;
/** Not behind a comma: "the man, who is …", "the day, which was …". */
export const RELATIVE_OF_MARK =
  /^(?:who|which) |^(?:where|when|what) (?!do |does |did |is it|is the|is she|is he|will |can |are you|are we)/;

/** A Vietnamese clause that asks by words which need not stand at its end. */
export const LEADS = /(?:^|\s)(?:không|chưa|nào|gì|hay|ai|sao|bao|mấy)(?:\s|$)/;
/** A clause that asks by its end, whatever stands behind it. */
export const ENDS_ASKING =
  /(?:^|[\s,])(?:(?:được|phải|đúng|còn) (?:không|ko|k)|(?:duoc|dc|đc|phai) (?:khong|ko|k)|có [^,]{1,40} không)(?: ạ| a| vậy| nữa)?(?:$|,)/;
/** What only announces the requests behind its colon. */
export const BARE_HEAD =
  /^(?:[^\s,]+ ){1,6}(?:đề nghị|kiến nghị|yêu cầu)$|^(?:(?:tôi|chúng tôi|em|gia đình tôi|xin|kính|có|hai|ba|bốn|mấy) )*(?:đề nghị|kiến nghị|yêu cầu|xin hỏi|mong|hỏi|cho biết|câu hỏi)(?: sau| như sau)?$|^(?:i|we) (?:ask|request|demand|propose)$|^(?:i|we) (?:have|had) \w+ (?:questions|requests|wishes)$|^(?:i|we) (?:just |only )?(?:want|wish|need|would like|should like) to (?:know|ask|hear) (?:just |only )?\w+ (?:things?|questions?|points?)$|^(?:could you |kindly )?please$|^(?:прошу|просим|требую|требуем|предлагаю|предлагаем|пожалуйста|здравствуйте|подскажите|скажите|вопрос|вопросы)$/;
export const UNMARKED =
  /(?:^|\s)(?:bao giờ|bao gio|khi nào|khi nao|bao nhiêu|bao nhieu|vì sao|vi sao|tại sao|tai sao|thế nào|the nao|ở đâu|chừng nào|lý do gì|vì lý do nào)(?:\s|$)|(?:được|hay|phải|có|duoc|đc|dc|phai) (?:không|khong|ko|k)(?: ạ| a| vậy)?$|[^\d\s] (?:ko|k)(?: ạ| a)?$/;
/** Russian sentences that ask without the mark, whatever follows their comma. */
export const ASKS_UNMARKED =
  /^(?:и |а )?(?:когда|где|кто) [а-яё]{2,20}(?:ите|ете|ёте)[\s,]|^(?:и |а )?(?:почему|куда|сколько|зачем|по чьей|до скольки|какого числа)\s|^(?:и|а) (?:когда|кто|где|ч[её]|что) |^(?:и |а )?[а-яё]{3,20} ли\s|^(?:и |а )?если (?:да|нет|так)(?:\s|,)|^(?:и |а )?если .{2,60}, то (?:когда|сколько|почему|кто|как|где|куда|какой|в како[йме]|с какого)(?:\s|$)|: (?:когда|почему|кто|сколько|где|куда) /;
/** "…, where we live", "…, which nobody sees": no questions. */
export const RELATIVE =
  /^which (?!office|unit|department|agency|body|authority|desk|day|date|papers?|documents?|form|of |law|rule|article)|^(?:where|when) (?!is |are |was |were |will |do |does |did |can |could |may |must |shall |should |would |has |have |$)/;
export const AUXILIARY_ALONE =
  /^(?:do|have|has|is|are|was|were) (?!i |we |you |it |the |there |they |he |she |my |our |any|this|that|these|those)/;
export const ARTICLE_BEHIND = /^(?:is|are|was|were) (?:an? |one |such |another )/;
export const SECOND_REQUEST = {
  vi: /^(?:xây|dựng|báo|cấm|lấy|thu|lập|mượn|chuyển|ghi|đo|rà|thả|tháo|khôi phục|bắt|cử|giữ|có hình thức|xử lý|xử phạt|phạt|trả|hoàn|bồi thường|lắp|sửa|cho biết|trả lời|dẹp|dỡ|đóng|mở|nạo|vét|quét|rào|đổi|cho|công khai|bố trí|cấp|kiểm tra|thay|dọn|đền|nêu|giải thích|hướng dẫn|bỏ|xin lỗi|làm|cắm|mở|thông báo|đề nghị|yêu cầu|hỗ trợ|kỷ luật|hủy|di dời|tổ chức|gia hạn|điều chỉnh|miễn|giảm) /,
  ru: /^(?:не )?[а-яё]{3,20}(?:йте|ьте|ите|йтесь|итесь)(?:\s|$)|^[а-яё]{3,20}(?:ть|ти|ться)(?:\s(?!негде|некуда|нечем|нельзя|невозможно|некому)|$)|^деньги |^порядок |^чтобы? больше |^(?:когда|кто|почему|сколько|как) /,
};

/** "We ask for a stall. … Is it granted?" asks one thing. */
export const IS_IT_GRANTED =
  /^(?:\S+ ){0,4}(?:có )?(?:cho|đồng ý|duyệt|chấp thuận|giải quyết|miễn|được|(?:có )sửa được)(?: \S+){0,3} (?:không|chưa)(?: ạ)?$|^duyệt hay/;
