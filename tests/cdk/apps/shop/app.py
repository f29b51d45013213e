import aws_cdk as cdk
from shop.settings import LIVE, TEST
from shop.stages import ShopStage

app = cdk.App()
for settings in (TEST, LIVE):
    ShopStage(app, settings)
app.synth()
