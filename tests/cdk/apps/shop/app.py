import aws_cdk as cdk
from shop.stages import ShopStage

app = cdk.App()
for name in ("Test", "Live"):
    ShopStage(app, name)
app.synth()
