import { expect } from 'chai';
import { splitPoints } from '../../server/answer-quality/index.ts';

describe('splitPoints', () => {
  it('takes a numbered list as it is, whatever joins its items', () => {
    expect(splitPoints('The lane floods. 1) Who cleans the drain? 2) When?', 'en')).to.deep.equal([
      'Who cleans the drain?',
      'When?',
    ]);
    expect(splitPoints('Xin hỏi: (1) phí bao nhiêu (2) nộp ở đâu', 'vi')).to.have.length(2);
    expect(splitPoints('Прошу: а) убрать столб, б) наказать виновных', 'ru')).to.deep.equal([
      'убрать столб',
      'наказать виновных',
    ]);
  });

  it('does not take a date, an amount or a single number for a list', () => {
    expect(splitPoints('I paid 1.5 million on 2. May. When is it returned?', 'en')).to.have.length(1);
  });

  it('counts each question with a question word of its own', () => {
    expect(splitPoints('When will the pump be mended, and who pays for my cellar?', 'en')).to.have.length(2);
    expect(splitPoints('Bao giờ sửa bơm và ai đền tầng hầm cho tôi?', 'vi')).to.have.length(2);
    expect(splitPoints('Когда починят насос и кто заплатит за подвал?', 'ru')).to.have.length(2);
  });

  it('keeps an alternative together', () => {
    expect(splitPoints('Is the form free or must I pay?', 'en')).to.have.length(1);
    expect(splitPoints('Phường cho nuôi tiếp hay bắt dẹp?', 'vi')).to.have.length(1);
    expect(splitPoints('Это бесплатно или надо платить?', 'ru')).to.have.length(1);
  });

  it('counts requests by their verbs and keeps a formula one', () => {
    expect(splitPoints('Please repair the lamp and cut the hedge.', 'en')).to.have.length(2);
    expect(splitPoints('Đề nghị kiểm tra và xử lý quán bia.', 'vi')).to.have.length(1);
    expect(splitPoints('Почините лифт и помойте подъезд.', 'ru')).to.have.length(2);
  });

  it('does not count the plea for an answer beside the question', () => {
    expect(splitPoints('Is the road public? Please answer yes or no.', 'en')).to.have.length(1);
    expect(splitPoints('Đường này có phải của phường không? Trả lời giúp tôi.', 'vi')).to.have.length(1);
    expect(splitPoints('Чья это дорога? Ответьте, пожалуйста.', 'ru')).to.have.length(1);
  });

  it('reads Vietnamese typed without tone marks', () => {
    expect(splitPoints('Bao gio sua duong va ai chiu trach nhiem?', 'vi')).to.have.length(2);
  });

  it('is not misled by marks that nobody sees, standing alone', () => {
    expect(splitPoints('Please repair the road.\n\u200e Explain the fee.', 'en')).to.have.length(2);
    expect(
      splitPoints('The road is broken. \u200b When will it be repaired\n\u200b Who pays for it\n', 'en'),
    ).to.have.length(2);
    expect(splitPoints('Khi nào sửa đường? \u200b?', 'vi')).to.deep.equal(['Khi nào sửa đường?']);
    expect(splitPoints('\u200b When will it be repaired? \u200b Who pays?', 'en')).to.deep.equal([
      'When will it be repaired?',
      'Who pays?',
    ]);
  });

  it('takes a text that asks nothing as one point, and an empty one as none', () => {
    expect(splitPoints('The bridge is dark at night.', 'en')).to.deep.equal(['The bridge is dark at night.']);
    expect(splitPoints('  \n ', 'en')).to.deep.equal([]);
  });

  it('never gives more than twenty points', () => {
    expect(splitPoints('Why? '.repeat(500), 'en')).to.have.length(20);
  });

  it('reads lists by capital letters and by Q1, Q2', () => {
    expect(
      splitPoints(
        'Our centre asks: A) may we burn leaves, B) do you collect them, C) how much is a bag?',
        'en',
      ),
    ).to.have.length(3);
    expect(splitPoints('А) Сделайте съезды. Б) Перенесите столб. В) Поставьте пандус.', 'ru')).to.have.length(
      3,
    );
    expect(splitPoints('Q1: что не так с пакетом? Q2: нужен ли апостиль?', 'ru')).to.have.length(2);
    expect(
      splitPoints('Sở cho hỏi: A) làm thêm tối đa mấy giờ; B) phải thông báo hay xin phép ai?', 'vi'),
    ).to.have.length(2);
  });

  it('leaves an alternative, a plea and a relative clause with what they belong to', () => {
    expect(splitPoints('Will he be fined, or does he simply get away with it?', 'en')).to.have.length(1);
    expect(splitPoints('Change the hour, please.', 'en')).to.have.length(1);
    expect(splitPoints('Can my son, whose card hangs on mine, have one as well?', 'en')).to.have.length(1);
    expect(splitPoints('Bà có được thêm trợ cấp không, hay chỉ được chọn một?', 'vi')).to.have.length(1);
    expect(splitPoints('Почему мне швырнули папку так, что бумаги разлетелись?', 'ru')).to.have.length(1);
  });

  it('splits at "and" before a question or a demand of its own', () => {
    expect(splitPoints('When are the results sent, and is a distance of 18 m allowed?', 'en')).to.have.length(
      2,
    );
    expect(
      splitPoints('I want my money back, and I want to know what happens to the man.', 'en'),
    ).to.have.length(2);
    expect(splitPoints('Когда выдадите и по чьей вине месяц пропал?', 'ru')).to.have.length(2);
    expect(splitPoints('Куда идти, что взять с собой и сколько ждать?', 'ru')).to.have.length(3);
    expect(
      splitPoints('Yêu cầu cân xe phạt quá tải, bắt chủ vá đường, và cấm chạy giờ tan trường.', 'vi'),
    ).to.have.length(3);
  });

  it('drops a rhetorical question beside a real one, and keeps it where nothing else is asked', () => {
    expect(
      splitPoints('Who likes breakfast in dust? Wash the street, and make them clean their wheels.', 'en'),
    ).to.have.length(2);
    expect(splitPoints('Вам самим не стыдно? Сделайте асфальт и уберите самосвалы.', 'ru')).to.have.length(2);
    expect(splitPoints('Вам самим не стыдно?', 'ru')).to.have.length(1);
    expect(splitPoints('Who needs a licence? What does it cost?', 'en')).to.have.length(2);
  });

  it('reads chat spelling and questions without a mark', () => {
    expect(splitPoints('đăng ký ở đây đc k, có phải về quê xin giấy độc thân k', 'vi')).to.have.length(2);
    expect(
      splitPoints('Объясните, почему станция стояла. И когда прочистят коллектор, там мусор.', 'ru'),
    ).to.have.length(2);
    expect(
      splitPoints('Заставьте их закрываться в 22:00. И проверьте, есть ли право на землю.', 'ru'),
    ).to.have.length(2);
  });

  it('reads questions typed without a mark by their turned order, and leaves what is told', () => {
    expect(
      splitPoints('the light in Abbey Court is out, when is it going to be fixed and who do i ring', 'en'),
    ).to.have.length(2);
    expect(splitPoints('is the oak protected and am I allowed to cut it', 'en')).to.have.length(2);
    expect(
      splitPoints('You fined us under Article 28, which does not exist. Please lift the fine.', 'en'),
    ).to.have.length(1);
    expect(splitPoints('Em có phải hủy không ạ, sếp em đang dọa trừ lương', 'vi')).to.have.length(1);
    expect(
      splitPoints('Когда включите, что у вас там сломалось и снимете ли за лишние дни', 'ru'),
    ).to.have.length(3);
    expect(
      splitPoints('Учли мои годы? Если учли, то сколько прибавили и с какого месяца.', 'ru'),
    ).to.have.length(3);
  });

  it('splits what one request asks to be told', () => {
    expect(
      splitPoints(
        'Kindly tell what papers are needed, how much is the fee and which office is to be approached.',
        'en',
      ),
    ).to.have.length(3);
    expect(
      splitPoints('I want to know what causes it, when it is treated and whether we move out.', 'en'),
    ).to.have.length(3);
    expect(
      splitPoints('Подскажите, какие бумаги нужны, куда их нести и через сколько придут деньги', 'ru'),
    ).to.have.length(3);
    expect(splitPoints('Please tell me whom the flat belongs to.', 'en')).to.have.length(1);
  });

  it('counts a wish and the question whether it is granted once', () => {
    expect(
      splitPoints('Quán tôi xin dùng tạm vỉa hè trước cửa. Phường có cho không, từ hôm nào?', 'vi'),
    ).to.have.length(2);
  });

  it('takes what stands before a colon for the head of what is asked behind it', () => {
    expect(
      splitPoints('How do I object: until when, what does it cost, and will my name be published?', 'en'),
    ).to.have.length(3);
    expect(splitPoints('Tell me one thing: is the road public?', 'en')).to.have.length(1);
  });

  it('reads lists whose numbers are words, and an item that tells before it asks', () => {
    expect(
      splitPoints(
        'Xin hỏi: một là hồ sơ mắc ở đâu; hai là có được cấp không; ba là ngày nào lấy được?',
        'vi',
      ),
    ).to.have.length(3);
    expect(
      splitPoints('1. Is it exempt? 2. I paid £640 in a panic. When do I get that back?', 'en'),
    ).to.have.length(2);
  });
});
