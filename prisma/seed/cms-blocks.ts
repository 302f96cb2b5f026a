/** The demo shop's texts, by the key that pages look for. */
export const cmsBlocks: { key: string; title: string; bodyHtml: string }[] = [
  {
    key: 'home-hero',
    title: 'Things for boats, harbours and slow mornings',
    bodyHtml:
      '<p>Rope that splices clean, wool that keeps the wind out, and a mug for the hour before anybody else is up.</p>',
  },
  {
    key: 'home-story',
    title: 'Weight in the right place',
    bodyHtml:
      '<p>Ballast is what keeps a boat upright: heavy, plain and out of sight. We think good things work the same way. We buy from small makers along cold coasts, we keep the range short, and we only sell what we have leaned on ourselves, in all weathers, for at least one winter.</p><p>If it breaks, we mend it. If we cannot mend it, we say so.</p>',
  },
  {
    key: 'footer-about',
    title: 'About Ballast',
    bodyHtml:
      '<p>A small chandlery for people with boats, and for people who only look at them. Open on the quay Monday to Saturday, and here at any hour.</p>',
  },
  {
    key: 'shipping-info',
    title: 'Delivery',
    bodyHtml:
      '<p>We pack every weekday and ship to Ireland, the whole of the European Union, Great Britain and the United States.</p><ul><li><strong>Ireland</strong>: 2–3 working days, free from €75. Express the next working day.</li><li><strong>Europe and Great Britain</strong>: 4–6 working days, free from €120.</li><li><strong>United States</strong>: 7–12 working days, free from $250.</li><li><strong>Collect</strong>: ready in two hours at the quay store.</li></ul><p>Prices include tax. You see the exact cost of delivery before you pay.</p>',
  },
  {
    key: 'returns',
    title: 'Returns',
    bodyHtml:
      '<p>Changed your mind? Send it back within 30 days, unused, and we refund it in full, usually within two working days of its arrival.</p><p>Something worn through too soon? Write to us with a picture. Rope, knives, boots and bags are mended for life; you pay the postage one way, we pay it back.</p>',
  },
];
