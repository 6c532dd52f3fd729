import { expect } from 'chai';
import { nameRefusal } from '../../../server/dialogues/participants/rules/display-name.ts';

const STAFF = ['Lê Thị Minh Hà', 'Trần Văn Bình'];

describe('display names in a dialogue', () => {
  for (const name of [
    ...['Chủ tọa', 'CHỦ TOẠ', 'chu toa', 'Chu tọa', 'Chủ t0ạ phiên', 'Người điều hành', 'nguoi dieu hanh 2'],
    ...['Ban tổ chức', 'Điều phối viên Lan', 'UBND thành phố', 'Chủ trì', 'Chủ trì buổi đối thoại'],
    ...['Moderator', 'M0derator', 'm o d e r a t o r', 'Mоdеrаtоr', 'ＭＯＤＥＲＡＴＯＲ', 'moderator_1'],
    ...['Chair', 'The Chair', 'Chair of the dialogue', 'Chairman Lee', 'admin', 'Adm1n', 'Аdmin'],
    ...['Модератор', 'модератор Анна', 'Председатель', 'Председатель диалога', 'Ведущая', 'Moдератор'],
  ])
    it(`“${name}” speaks for the session`, () => {
      expect(nameRefusal(name, STAFF)).to.equal('office');
    });

  for (const name of [
    ...[
      'Lê Thị Minh Hà',
      'le thi minh ha',
      'Lе Thị Мinh Hà',
      'Bà Lê Thị Minh Hà',
      'Trần  Văn-Bình',
      'TRAN VAN B1NH',
    ],
  ])
    it(`“${name}” is the name of somebody who answers`, () => {
      expect(nameRefusal(name, STAFF)).to.equal('staff');
    });

  for (const name of [
    ...[
      'Bà Lan, Ba Đình',
      'Chu Trí',
      'Nguyễn Chu Toàn',
      'Giám đốc điều hành công ty Hoa Sen',
      'Chairat',
      'An',
    ],
    ...[
      'Homestay host Tây Hồ',
      'Chủ tịch hội phụ huynh',
      'Chair of the residents of block 5',
      'Маша',
      '7',
      'X',
    ],
    ...[
      'Председатель ТСЖ «Лотос»',
      'ведущий инженер',
      'Lê Thị Minh Hà, phố Huế',
      'Lê Thị Minh',
      'Cư dân số 4',
      '!!!',
    ],
  ])
    it(`“${name}” is fine`, () => {
      expect(nameRefusal(name, STAFF)).to.equal(undefined);
    });
});
