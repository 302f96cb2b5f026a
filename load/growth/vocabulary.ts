/** What generated products are called. The first of a list are drawn more often than the last. */
export const vocabulary = {
  adjectives:
    'Classic Small Large Soft Heavy Light Round Folding Striped Plain Deep Narrow Wide Woven Knitted Brushed Oiled Waxed Glazed Quilted Padded Tall Short Slim Sturdy Everyday Outdoor Nautical Harbour Winter Summer Travel Garden Studio Rustic Modern Nordic Coastal Vintage Handmade'.split(
      ' ',
    ),
  materials:
    'Cotton Linen Oak Steel Wool Leather Glass Bamboo Brass Canvas Ceramic Copper Cork Felt Hemp Jute Marble Paper Pine Porcelain Rattan Silk Slate Stoneware Velvet Walnut'.split(
      ' ',
    ),
  nouns:
    'Mug Bag Blanket Lamp Chair Towel Bowl Poster Cushion Jacket Rug Plate Basket Bottle Clock Shelf Scarf Candle Notebook Apron Vase Table Curtain Mirror Hook Teapot Stool Tray Planter Backpack Hammock Lantern Jug Bench Frame Coaster Doormat Throw Duvet Pillow Kettle Pan Knife Board Spoon Fork Ladle Whisk Grater Colander Hanger Rack Trunk Crate Stand Screen Trolley Ladder Broom Bucket Brush Soap Sponge Peg Line Iron Dresser Wardrobe Sofa Armchair Ottoman Desk Drawer Cabinet Sideboard Bookend Globe Compass Barometer Telescope Anchor Rope Buoy Oar Sail Flag Whistle Paddle Kite Lure Net Hat Cap Beanie Glove Sock Slipper Boot Sandal Shirt Jumper Cardigan Vest Coat Trouser Skirt Dress'.split(
      ' ',
    ),
  colours: 'Navy White Sand Black Olive Red Grey Teal Ochre Rose Sky Cream'.split(' '),
  kinds: 'Kitchen Textiles Furniture Lighting Clothing Decoration Stationery Leisure Storage Bathroom'.split(
    ' ',
  ),
  syllables: 'bar den fol gus hal jor kel mir nas pol ret sun'.split(' '),
} as const;

/** In the description of every product: what there is most of to find. */
export const everywhere = 'Well made for boats and slow mornings, repaired for free as long as we live.';
