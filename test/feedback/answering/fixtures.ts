/** Two points, a complete answer to both, and a sentence that answers nothing. */
export const POINTS = [
  'Khi nào Sở cắt tỉa cây xà cừ trước số nhà 12?',
  'Sở có kiểm tra các cây khác trên phố Hàng Bông không?',
];
export const VAGUE =
  'Sở ghi nhận ý kiến của ông/bà và sẽ xem xét, giải quyết theo quy định trong thời gian tới.';
export const FIELDS = {
  points: [
    {
      n: 1,
      outcome: 'accepted' as const,
      text: 'Sở cắt tỉa cây xà cừ trước số nhà 12 vào sáng ngày 12/3/2026, do Công ty Công viên cây xanh thực hiện.',
    },
    {
      n: 2,
      outcome: 'accepted' as const,
      text: 'Có. Phòng Hạ tầng kiểm tra toàn bộ 24 cây trên phố Hàng Bông từ ngày 5/3/2026 đến ngày 10/3/2026.',
    },
  ],
  actions: [{ text: 'cắt tỉa cây xà cừ', actor: 'Công ty Công viên cây xanh', on: '2026-03-12' }],
  contact: { person: 'Ông Nguyễn Văn Hùng', reach: '024 3825 0000' },
};
