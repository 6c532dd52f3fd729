/** Words that stand in nearly every text: they are not indexed, and nobody is asked for them. As written, with marks. */
const TEXTS = [
  // Vietnamese
  'và của là có cho được với các những một này khi đã để từ trong ở tại về đến ra vào rằng thì mà như nếu hay hoặc vì do bị nên cũng còn đang sẽ rất theo trên tôi chúng ông bà không',
  // English
  'the a an and or of to in on at for from by with as is are was were be been being it its this that these those i we you he she they my our your their his her me us them do does did has have had will would can could should may must not no but if so than then there here which who whom what when where how why all any',
  // Russian
  'и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне было вот от меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас они мы для при это этот эта эти мой наш который которые также чтобы',
];

export const STOP_WORDS: ReadonlySet<string> = new Set(TEXTS.flatMap((text) => text.split(' ')));
